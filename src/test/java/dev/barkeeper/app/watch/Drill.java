package dev.barkeeper.app.watch;

import dev.barkeeper.machine.ProcessId;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.WatchdogBeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Strikes once at a bot with a position, and measures what comes of it. Times are this process's, looked at every 20 ms. */
final class Drill {
    static final String NONE = "–";
    private static final double READY_SECONDS = 20;
    private static final Duration NO_MAIL_WITHIN = Duration.ofSeconds(45);
    private static final Duration AFTERMATH = Duration.ofSeconds(4);
    private static final Duration TELLS_APART = Duration.ofMillis(150);
    /** Of the log round: looked at every 3 s. */
    private static final double FOUND_SECONDS = 10;

    static final String PROBLEM = "PROBLEM: ";
    static final String RECOVERED = "recovered: ";

    private final ProcessRig rig;

    Drill(ProcessRig rig) {
        this.rig = rig;
    }

    /** What is done to it. */
    interface Blow {
        void strike() throws Exception;
    }

    /** A moment to reckon from, and how it is seen. */
    record Since(String what, Callable<Boolean> hasCome) {}

    /** What a case measured, in seconds or words, or a dash. */
    record Cells(String detected, String acted, String ready, String nextBar) {}

    /** How many mails of each kind there are to be. */
    record Expected(long alerts, long recovered) {
        static final Expected ONCE = new Expected(1, 1);
        static final Expected ALERT = new Expected(1, 0);
        static final Expected NO_MAIL = new Expected(0, 0);
    }

    /**
     * One line of the table.
     *
     * @param missed what should have been otherwise
     */
    record Row(String failure, Cells cells, long alerts, long recovered, String books, List<String> missed) {
        static final String HEADER =
                "| failure | detected, s | restarted or paused, s | ready, stop verified, s after detection"
                        + " | next bar decided | alerts | recovered | books |\n|---|---|---|---|---|---|---|---|";

        String line() {
            return "| "
                    + String.join(
                            " | ",
                            failure,
                            cells.detected(),
                            cells.acted(),
                            cells.ready(),
                            cells.nextBar(),
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

    /** What ends the process, or has the watchdog end it; reckoned from the process's end, where that comes first. */
    Row outage(String failure, double limit, Beat before, Blow blow) throws Exception {
        return outage(
                failure,
                limit,
                before,
                blow,
                new Since("its end", () -> !before.process().isRunning()));
    }

    /** @param limit seconds from that moment, or from the blow where it does not come first, until it is detected */
    Row outage(String failure, double limit, Beat before, Blow blow, Since since) throws Exception {
        blow.strike();
        long struck = now();
        AtomicLong from = new AtomicLong();
        long detected = await("detection", () -> {
            if (from.get() == 0 && since.hasCome().call()) {
                from.set(now());
            }
            return log().contains("being restarted");
        });
        long acted = await(
                "start", () -> rig.beat(0).filter(b -> b.pid() != before.pid()).isPresent());
        Beat ready = rig.awaitReplaced(before);
        long readyAt = now();
        String nextBar = nextBar();
        rig.awaitMail(RECOVERED);
        long took = detected - (from.get() == 0 ? struck : from.get());
        boolean isLater = from.get() > struck + TELLS_APART.toMillis();
        List<String> missed = new ArrayList<>(tooLong("detected", took, limit));
        missed.addAll(tooLong("ready", readyAt - detected, READY_SECONDS));
        return finish(
                failure,
                new Cells(
                        seconds(took)
                                + (isLater
                                        ? " after " + since.what() + ", " + seconds(detected - struck) + " in all"
                                        : ""),
                        seconds(acted - struck),
                        seconds(readyAt - detected) + (ready.position() == 0 ? " (flat)" : ""),
                        nextBar),
                Expected.ONCE,
                missed);
    }

    /** What to complain of where it took longer than it may. */
    static List<String> tooLong(String what, long millis, double limitSeconds) {
        return millis <= limitSeconds * 1000
                ? List.of()
                : List.of(what + " after " + seconds(millis) + " s, the limit is " + limitSeconds);
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
        boolean same = rig.beat(0).orElseThrow().pid() == pid;
        List<String> missed = new ArrayList<>(tooLong("ready", well - mended, READY_SECONDS));
        if (!same) {
            missed.add("restarted, although a restart does not help");
        }
        return finish(
                failure,
                new Cells(
                        mailed.isPresent() ? "mailed " + seconds(mailedAfter) : NONE,
                        (hasPaused ? "paused " + seconds(paused.get() - struck) : NONE) + (same ? "" : ", restarted"),
                        seconds(well - mended) + " after its end",
                        nextBar),
                Expected.ONCE,
                missed);
    }

    /** What is only to be told. */
    Row finding(String failure, Blow blow) throws Exception {
        blow.strike();
        long struck = now();
        long mailed = await("mail", () -> alerts() > 0);
        return finish(
                failure,
                new Cells("mailed " + seconds(mailed - struck), NONE, NONE, nextBar()),
                Expected.ALERT,
                tooLong("mailed", mailed - struck, FOUND_SECONDS));
    }

    /** What is to have no consequence for so long. */
    Row calm(String failure, Duration duration, Blow blow) throws Exception {
        long pid = rig.beat(0).orElseThrow().pid();
        blow.strike();
        pause(duration);
        boolean same = rig.beat(0).orElseThrow().pid() == pid;
        return finish(
                failure,
                new Cells(NONE, same ? NONE : "RESTARTED", NONE, nextBar()),
                Expected.NO_MAIL,
                same ? List.of() : List.of("restarted"));
    }

    /** Ends all in order, compares the books, and the mails with what they are to be. */
    Row finish(String failure, Cells cells, Expected expected, List<String> missed) throws Exception {
        pause(AFTERMATH);
        long alerts = alerts();
        long recovered = rig.subjects(RECOVERED).size();
        WatchdogBeat.read(rig.watchdogFiles.status()).ifPresent(beat -> term(beat.process()));
        rig.beat(0).ifPresent(beat -> term(beat.process()));
        rig.endProcesses();
        List<String> wrong = rig.differences();
        List<String> all = new ArrayList<>(missed);
        if (!new Expected(alerts, recovered).equals(expected)) {
            all.add(expected + ", but came " + rig.subjects(PROBLEM) + " and " + rig.subjects(RECOVERED));
        }
        if (!List.of("yes", NONE).contains(cells.nextBar())) {
            all.add("next bar decided: " + cells.nextBar());
        }
        if (cells.acted().contains("RESTARTED")) {
            all.add("restarted, although it ran");
        }
        wrong.forEach(one -> all.add("books: " + one));
        return new Row(failure, cells, alerts, recovered, wrong.isEmpty() ? "equal" : "" + wrong, all);
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

    static long await(String what, Callable<Boolean> holds) {
        ProcessRig.await(what, () -> holds.call() ? Optional.of(true) : Optional.empty());
        return now();
    }

    private static Optional<Long> within(Duration limit, Callable<Boolean> holds) {
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
