package dev.barkeeper.app.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Every key of {@code bitmex_monitor_bot.ini}. */
public final class MonitorKeys {
    static final Key<BigDecimal> CHECK_INTERVAL = Key.of(
                    "bitmex.monitor.check.interval",
                    Kinds.decimal("0.01", "1440"),
                    "10",
                    "minutes, decimals allowed: how often the logs are counted; a dead or hung bot is acted on at once")
            .asOriginal();
    static final Key<List<Integer>> RESTART = Key.of(
                    "bitmex.restart.ini", Kinds.instances(), "0", "the instances that are watched")
            .asOriginal();
    static final Key<String> SCRIPT = Key.of(
                    "bitmex.start.script.name", Kinds.text("a file's name"), "scripts/barkeeper", "what starts a bot")
            .asOriginal();
    static final Key<Path> LOG =
            Key.of("log.monitor.outfile", Kinds.path(), "logs/bitmex_monitor_bot.log", "log of the watchdog");
    static final Key<Long> HEARTBEAT = Key.of(
            "monitor.heartbeat.seconds",
            Kinds.whole(1, 3600),
            "10",
            "a loop that has not beaten for this long is hung");
    static final Key<Long> STALL = Key.of(
            "monitor.stall.seconds",
            Kinds.whole(60, 86_400),
            "150",
            "no bar decided for this long of venue time, and for 10 seconds of real time, is a stall");

    static final Key<URI> HEARTBEAT_URL = Key.of(
            "monitor.heartbeat.url",
            Kinds.url("http", "https"),
            "",
            "fetched once a minute while the watchdog lives, for an outside service that notices when it stops");

    private MonitorKeys() {}

    /** All of them, in the order of the documentation. */
    public static List<Key<?>> all() {
        List<Key<?>> keys =
                new ArrayList<>(List.of(CHECK_INTERVAL, RESTART, SCRIPT, LOG, HEARTBEAT, STALL, HEARTBEAT_URL));
        keys.addAll(MailKeys.all());
        return List.copyOf(keys);
    }
}
