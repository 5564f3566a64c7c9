package dev.barkeeper.app.backtest;

import dev.barkeeper.app.config.BotKeys;
import dev.barkeeper.app.config.BotSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The trading keys an instance's file sets, for a report. Stateless. */
final class Parameters {
    private Parameters() {}

    static String shown(BotSettings settings) {
        return shown(settings, List.of());
    }

    /** @param varied keys that are told elsewhere */
    static String shown(BotSettings settings, List<String> varied) {
        Map<String, String> trading = new TreeMap<>(settings.strategySettings().all());
        trading.keySet().removeAll(varied);
        trading.keySet()
                .removeIf(key -> !key.startsWith("bitmex.tradebot.")
                        && !key.startsWith("movement.")
                        && !key.startsWith(BotKeys.OWN));
        return trading.isEmpty()
                ? "the defaults"
                : trading.entrySet().stream()
                        .map(entry -> entry.getKey().replace("bitmex.tradebot.", "") + "=" + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
