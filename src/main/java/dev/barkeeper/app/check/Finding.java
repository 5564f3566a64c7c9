package dev.barkeeper.app.check;

/**
 * What the doctor found about one thing.
 *
 * @param subject one word or two
 * @param text what is, and when it is not well, what to do
 */
public record Finding(Level level, String subject, String text) {
    /** How bad. */
    public enum Level {
        OK,
        /** Works, but someone should know. */
        WARN,
        /** Does not work. */
        FAIL
    }

    static Finding ok(String subject, String text) {
        return new Finding(Level.OK, subject, text);
    }

    static Finding warn(String subject, String text) {
        return new Finding(Level.WARN, subject, text);
    }

    static Finding fail(String subject, String text) {
        return new Finding(Level.FAIL, subject, text);
    }

    /** One line. */
    @Override
    public String toString() {
        return String.format("%-4s %-13s %s", level, subject, text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " | "));
    }
}
