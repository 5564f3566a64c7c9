package dev.barkeeper.app.config;

/**
 * One key of an ini file: everything a reader, a message and the documentation need. Immutable.
 *
 * @param original whether the original's ini files have it
 * @param required whether there is no doing without it
 * @param secret whether its value is never shown
 * @param defaultText in the ini's own words; empty when there is none
 * @param defaultNote how the documentation names the default; empty: as {@code defaultText}
 */
public record Key<T>(
        String name,
        Kind<T> kind,
        String defaultText,
        String defaultNote,
        boolean original,
        boolean required,
        boolean secret,
        String meaning) {

    static <T> Key<T> of(String name, Kind<T> kind, String defaultText, String meaning) {
        return new Key<>(name, kind, defaultText, "", false, false, false, meaning);
    }

    /** The original's key, unchanged. */
    Key<T> asOriginal() {
        return new Key<>(name, kind, defaultText, defaultNote, true, required, secret, meaning);
    }

    Key<T> asRequired() {
        return new Key<>(name, kind, defaultText, "required", original, true, secret, meaning);
    }

    Key<T> asSecret() {
        return new Key<>(name, kind, defaultText, defaultNote, original, required, true, meaning);
    }

    /** The default depends on other keys. */
    Key<T> defaultsTo(String note) {
        return new Key<>(name, kind, defaultText, note, original, required, secret, meaning);
    }

    String allowed() {
        return kind.allowed();
    }
}
