package dev.barkeeper.storage;

/** A statement's bare words, to judge it by. Stateless. */
final class SqlText {
    private SqlText() {}

    /**
     * The text with every comment turned into a space and every quoted part into an empty quote. A comment that MySQL
     * would run (slash, star, exclamation mark) is refused, and so is what is opened and never closed.
     */
    static String withoutCommentsAndLiterals(String sql) {
        StringBuilder bare = new StringBuilder();
        int at = 0;
        while (at < sql.length()) {
            char next = sql.charAt(at);
            if (next == '\'' || next == '"' || next == '`') {
                at = endOfQuote(sql, at);
                bare.append(next).append(next);
            } else if (sql.startsWith("/*!", at) || sql.startsWith("/*M!", at)) {
                throw new IllegalArgumentException("query: comments that are run (/*! … */) are not allowed");
            } else if (sql.startsWith("/*", at)) {
                at = behind(sql, "*/", at + 2);
                bare.append(' ');
            } else if (next == '#' || sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end;
                bare.append(' ');
            } else if (next == '$' && sql.startsWith("$$", at)) {
                at = behind(sql, "$$", at + 2);
                bare.append("''");
            } else {
                bare.append(next);
                at++;
            }
        }
        return bare.toString();
    }

    /** Doubled quotes read as two quoted parts, which comes to the same. */
    private static int endOfQuote(String sql, int start) {
        char quote = sql.charAt(start);
        for (int at = start + 1; at < sql.length(); at++) {
            if (sql.charAt(at) == '\\' && quote != '`') {
                throw new IllegalArgumentException("query: backslashes in quotes mean different things to different"
                        + " databases; leave them out");
            }
            if (sql.charAt(at) == quote) {
                return at + 1;
            }
        }
        throw new IllegalArgumentException("query: " + quote + " is opened and not closed");
    }

    private static int behind(String sql, String end, int from) {
        int found = sql.indexOf(end, from);
        if (found < 0) {
            throw new IllegalArgumentException("query: " + end + " is missing");
        }
        return found + end.length();
    }
}
