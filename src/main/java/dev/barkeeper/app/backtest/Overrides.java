package dev.barkeeper.app.backtest;

import dev.barkeeper.app.CommandFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code key=value} words of the command line. Stateless. */
final class Overrides {
    private Overrides() {}

    static Map<String, String> parse(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw CommandFailure.badArguments("--set " + word + " is not key=value");
            }
            values.put(
                    word.substring(0, equals).strip(),
                    word.substring(equals + 1).strip());
        }
        return values;
    }
}
