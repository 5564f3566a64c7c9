package dev.barkeeper.app.watch;

import java.time.Duration;

/** The machine's clock is set while all goes well: bot and watchdog live under it, the venue does not. */
final class ClockCases {
    private static final Duration HOUR = Duration.ofHours(1);
    /** Three bars with their orders. */
    private static final Duration UNDER_IT = Duration.ofSeconds(35);

    private static final double TOLD_SECONDS = 20;

    private ClockCases() {}

    static void list(DrillCases cases) {
        step(cases, "wall clock one hour ahead, set right after 35 s", HOUR);
        step(cases, "wall clock one hour back, set right after 35 s", HOUR.negated());
    }

    private static void step(DrillCases cases, String name, Duration step) {
        cases.put(name, (failure, rig, drill) -> {
            SteppedClock clock = SteppedClock.in(rig.root);
            rig.environment.putAll(clock.environment());
            long pid = drill.begin().pid();
            clock.setTo(step);
            long struck = Drill.now();
            long mailed = rig.awaitMail(Drill.PROBLEM).atMillis();
            long until = struck + UNDER_IT.toMillis();
            Drill.await("its time", () -> Drill.now() >= until);
            String nextBar = drill.nextBar();
            clock.setTo(Duration.ZERO);
            rig.awaitMail(Drill.RECOVERED);
            boolean same = rig.beat(0).orElseThrow().pid() == pid;
            return drill.finish(
                    failure,
                    new Drill.Cells(
                            "mailed " + Drill.seconds(mailed - struck),
                            same ? Drill.NONE : "RESTARTED",
                            Drill.NONE,
                            nextBar),
                    Drill.Expected.ONCE,
                    Drill.tooLong("mailed", mailed - struck, TOLD_SECONDS));
        });
    }
}
