package dev.barkeeper.app.watch;

import dev.barkeeper.machine.ProcessId;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.WatchdogBeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Strikes once at a bot with a position, and measures what comes of it. Times are this process's, looked at every 20 ms. */
final class Drill {
    private static final String NONE = "–";
    private static final Duration NO_MAIL_WITHIN = Duration.ofSeconds(45);
    private static final Duration AFTERMATH = Duration.ofSeconds(4);
    private static final String PROBLEM = "PROBLEM: ";
    private static final String RECOVERED = "recovered: ";

    private final ProcessRig rig;

    Drill(ProcessRig rig) {
        this.rig = rig;
    }

    /** What is done to it. */
    interface Blow {
        void strike() throws Exception;
    }

    /**
     * One line of the table; times in seconds, or a dash.
     *
     * @param ready after the detection, or after the cause's end
     */
    record Row(
            String failure,
            String detected,
            String acted,
            String ready,
            String nextBar,
            long alerts,
            long recovered,
            String books) {
        static final String HEADER =
                "| failure | detected, s | restarted or paused, s | ready, stop verified, s after detection"
                        + " | next bar decided | alerts | recovered | books |\n|---|---|---|---|---|---|---|---|";

        String line() {
            return "| "
                    + String.join(
                            " | ",
                            failure,
                            detected,
                            acted,
                            ready,
                            nextBar,
                            String.valueOf(alerts),
                            String.valueOf(recovered),
                            books)
                    + " |";
        }
    }

    /** A bot that holds a position behind its stop, and a watchdog that watches it. */
    Beat begin() throws IOException {
        rig.writeInis();
        rig.startBot(0);
        Beat exposed = awaitExposed();
        rig.startWatchdog();
        return exposed;
    }

    Beat awaitExposed() {
        return ProcessRig.await("position", () -> rig.beat(0).filter(b -> ProcessRig.isReady(b) && b.position() != 0));
    }

    /** What ends the process, or has the watchdog end it. */
    Row outage(String failure, Beat before, Blow blow) throws Exception {
        blow.strike();
        long struck = now();
        long detected = await("detection", () -> log().contains("being restarted"));
        long acted = await(
                "start", () -> rig.beat(0).filter(b -> b.pid() != before.pid()).isPresent());
        Beat ready = rig.awaitReplaced(before);
        long readyAt = now();
        String nextBar = nextBar();
        rig.awaitMail(RECOVERED);
        return finish(
                failure,
                seconds(detected - struck),
                seconds(acted - struck),
                seconds(readyAt - detected) + (ready.position() == 0 ? " (flat)" : ""),
                nextBar);
    }

    /** What the process lives through. */
    Row trouble(String failure, Blow blow, Blow mend) throws Exception {
        long pid = rig.beat(0).orElseThrow().pid();
        blow.strike();
        long struck = now();
        Optional<Long> paused = within(
                NO_MAIL_WITHIN,
                () -> rig.beat(0).filter(b -> !b.troubles().isEmpty()).isPresent() || alerts() > 0);
        Optional<Long> mailed = paused.isEmpty() ? Optional.empty() : within(NO_MAIL_WITHIN, () -> alerts() > 0);
        boolean hasPaused =
                paused.isPresent() && !rig.beat(0).orElseThrow().troubles().isEmpty();
        long mailedAfter = mailed.orElse(0L) - struck;
        mend.strike();
        long mended = now();
        long well = await(
                "all well again",
                () -> rig.beat(0)
                        .filter(b -> b.writtenMillis() > mended && b.troubles().isEmpty() && ProcessRig.isReady(b))
                        .isPresent());
        String nextBar = nextBar();
        if (mailed.isPresent()) {
            rig.awaitMail(RECOVERED);
        }
        return finish(
                failure,
                mailed.isPresent() ? "mailed " + seconds(mailedAfter) : NONE,
                (hasPaused ? "paused " + seconds(paused.get() - struck) : NONE)
                        + (rig.beat(0).orElseThrow().pid() == pid ? "" : ", restarted"),
                seconds(well - mended) + " after its end",
                nextBar);
    }

    /** What is only to be told. */
    Row finding(String failure, Blow blow) throws Exception {
        blow.strike();
        long struck = now();
        long mailed = await("mail", () -> alerts() > 0);
        return finish(failure, "mailed " + seconds(mailed - struck), NONE, NONE, nextBar());
    }

    /** What is to have no consequence for so long. */
    Row calm(String failure, Duration duration, Blow blow) throws Exception {
        long pid = rig.beat(0).orElseThrow().pid();
        blow.strike();
        pause(duration);
        String acted = rig.beat(0).orElseThrow().pid() == pid ? NONE : "restarted";
        return finish(failure, NONE, acted, NONE, nextBar());
    }

    /** Ends all in order and compares the books. */
    Row finish(String failure, String detected, String acted, String ready, String nextBar) throws Exception {
        pause(AFTERMATH);
        long alerts = alerts();
        long recovered = rig.subjects(RECOVERED).size();
        WatchdogBeat.read(rig.watchdogFiles.status()).ifPresent(beat -> term(beat.process()));
        rig.beat(0).ifPresent(beat -> term(beat.process()));
        rig.endProcesses();
        List<String> wrong = rig.differences();
        return new Row(
                failure, detected, acted, ready, nextBar, alerts, recovered, wrong.isEmpty() ? "equal" : "" + wrong);
    }

    /** Whether the first bar that ends from now on is decided. */
    String nextBar() {
        long last = rig.venue.lastBarMillis();
        try {
            long decided = ProcessRig.await(
                            "a bar decided",
                            () -> rig.beat(0).filter(b -> b.lastBarMillis() > last && ProcessRig.isReady(b)))
                    .lastBarMillis();
            long missed = (decided - last) / 60_000 - 1;
            return missed <= 0 ? "yes" : missed + " later";
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            return "no";
        }
    }

    long alerts() {
        return rig.subjects(PROBLEM).size();
    }

    /** The watchdog's log. */
    String log() throws IOException {
        Path log = rig.root.resolve("logs/bitmex_monitor_bot.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    static long await(String what, java.util.concurrent.Callable<Boolean> holds) {
        ProcessRig.await(what, () -> holds.call() ? Optional.of(true) : Optional.empty());
        return now();
    }

    private static Optional<Long> within(Duration limit, java.util.concurrent.Callable<Boolean> holds) {
        try {
            ProcessRig.await("it", limit, () -> holds.call() ? Optional.of(true) : Optional.empty());
            return Optional.of(now());
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            return Optional.empty();
        }
    }

    /** Time in which something might still come. */
    static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        Awaitility.await().atMost(duration.plusSeconds(5)).until(() -> System.nanoTime() >= end);
    }

    private static void term(ProcessId process) {
        process.running().ifPresent(ProcessHandle::destroy);
        within(Duration.ofSeconds(25), () -> !process.isRunning());
    }

    static long now() {
        return System.currentTimeMillis();
    }

    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }
}
