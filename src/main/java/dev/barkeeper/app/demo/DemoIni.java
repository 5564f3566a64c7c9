package dev.barkeeper.app.demo;

import dev.barkeeper.app.Owner;
import dev.barkeeper.app.ShellWord;
import dev.barkeeper.app.serve.PaperBotIni;
import dev.barkeeper.machine.WholeFile;
import dev.barkeeper.model.E8;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a demonstration's processes are told, written where a person can read it. */
final class DemoIni {
    /** Its prices stop the bot out in any 30 bars, whichever of the first hundred minutes they begin with. */
    static final String SEED = "1059";

    static final int MOMENTUM_PERIOD = 3;
    static final int STOP_DELTA = 8;
    /** Of real time; in venue time a busy machine would look like a stalled bot. */
    private static final double STALL_SECONDS = 30;

    private static final double STALL_LEAST = 150;
    private static final double STALL_MOST = 86_400;

    private DemoIni() {}

    static void writeBot(Path file, String restUrl, String socketUrl, double speed) throws IOException {
        new PaperBotIni(restUrl, socketUrl, E8.toString(E8.ofDouble(speed)))
                .write(
                        file,
                        List.of(
                                "bitmex.symbol = XBTUSD",
                                "bitmex.tradebot.name = demo",
                                "bitmex.tradebot.strategy = momentum",
                                "bitmex.tradebot.momentum.period = " + MOMENTUM_PERIOD,
                                "bitmex.tradebot.decision.long.size = 100",
                                "bitmex.tradebot.decision.short.size = 100",
                                "# close stops, so that half an hour shows one at work",
                                "bitmex.tradebot.decision.long.stop.delta = " + STOP_DELTA,
                                "bitmex.tradebot.decision.short.stop.delta = " + STOP_DELTA,
                                "bitmex.tradebot.stop.pad = 2"));
    }

    /** @param script what starts the bot again */
    static void writeWatchdog(Path file, Path script, double speed) throws IOException {
        long stall = Math.round(Math.min(STALL_MOST, Math.max(STALL_LEAST, STALL_SECONDS * speed)));
        WholeFile.write(
                file,
                String.join(
                        "\n",
                        "[DEFAULT]",
                        "bitmex.restart.ini = 0",
                        "bitmex.monitor.check.interval = 0.1",
                        "bitmex.start.script.name = " + script.toAbsolutePath(),
                        "# of the venue's time, which runs faster here",
                        "monitor.stall.seconds = " + stall,
                        ""));
    }

    /** A bot that tells its minutes, and needs no more history than its strategy looks back. */
    static void writeScript(Path file, Path launcher) throws IOException {
        WholeFile.write(
                file,
                String.join(
                        "\n",
                        "#!/bin/sh",
                        "# ends with the demonstration, however that ends",
                        "export " + Owner.VARIABLE + "=" + Owner.self(),
                        "launcher=" + ShellWord.of(launcher),
                        "case $1 in",
                        "  run) exec \"$launcher\" \"$@\" --story --history-days 1 ;;",
                        "  *) exec \"$launcher\" \"$@\" ;;",
                        "esac",
                        ""));
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }
}
