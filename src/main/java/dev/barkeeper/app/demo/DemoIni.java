package dev.barkeeper.app.demo;

import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.model.E8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The ini of a demonstration, written where a person can read it. */
final class DemoIni {
    private DemoIni() {}

    static void write(Path file, String restUrl, String socketUrl, double speed) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                String.join(
                        "\n",
                        "[DEFAULT]",
                        "# the paper exchange of this run; its key opens nothing else",
                        "bitmex.api.url = " + restUrl,
                        "bitmex.ws.url = " + socketUrl,
                        "bitmex.api.key = " + ApiKeys.DEMO_KEY,
                        "bitmex.api.secret = " + ApiKeys.DEMO_SECRET,
                        "venue.clock.speed = " + E8.toString(E8.ofDouble(speed)),
                        "bitmex.symbol = XBTUSD",
                        "bitmex.tradebot.name = demo",
                        "bitmex.tradebot.strategy = momentum",
                        "bitmex.tradebot.momentum.period = 3",
                        "bitmex.tradebot.decision.long.size = 100",
                        "bitmex.tradebot.decision.short.size = 100",
                        "# close stops, so that half an hour shows one at work",
                        "bitmex.tradebot.decision.long.stop.delta = 8",
                        "bitmex.tradebot.decision.short.stop.delta = 8",
                        "bitmex.tradebot.stop.pad = 2",
                        ""));
    }
}
