package dev.barkeeper.alert;

/**
 * Something a person must hear.
 *
 * @param key what it is about, the same for the same finding, e.g. {@code database.down}
 * @param subject one line that tells instance and state at a glance
 * @param text lines; {@code name: value} is shown as a table. A problem is told again when subject or text change, so
 *     what happens twice says when it happened, and what merely lasts says nothing that changes
 */
public record Alert(Severity severity, String key, String subject, String text) {
    /** How bad. */
    public enum Severity {
        NOTICE,
        PROBLEM,
        RECOVERED
    }
}
