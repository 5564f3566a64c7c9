package dev.barkeeper.app.config;

import java.util.List;

/** The documentation's table of keys, made of the same definitions the reader uses. Stateless. */
public final class KeyTable {
    private KeyTable() {}

    /** A Markdown table, one row per key, with a line feed at its end. */
    public static String markdown(List<Key<?>> keys) {
        StringBuilder table = new StringBuilder("| key | default | allowed | meaning |\n|---|---|---|---|\n");
        for (Key<?> key : keys) {
            table.append("| `").append(key.name()).append('`').append(key.original() ? "°" : "");
            table.append(" | ").append(defaultOf(key));
            table.append(" | ").append(cell(key.allowed()));
            table.append(" | ").append(cell(key.meaning())).append(key.secret() ? " (never shown)" : "");
            table.append(" |\n");
        }
        return table.toString();
    }

    private static String defaultOf(Key<?> key) {
        if (!key.defaultNote().isEmpty()) {
            return cell(key.defaultNote());
        }
        return key.defaultText().isEmpty() ? "–" : "`" + key.defaultText() + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
