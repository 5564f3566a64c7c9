package dev.barkeeper.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.watch.DrillCases.Deed;
import java.time.Duration;

/** What befalls the watchdog: its bots tell. */
final class WatchdogCases {
    /** Silence is told after a minute. */
    private static final double TOLD_SECONDS = 70;

    private WatchdogCases() {}

    static void list(DrillCases cases) {
        cases.put("a second watchdog", (name, rig, drill) -> {
            drill.begin();
            return drill.calm(name + " (refused)", Duration.ofSeconds(5), () -> {
                Process second = rig.launch("second", "watchdog", "--background", "--root", rig.root.toString());
                assertThat(second.waitFor()).isEqualTo(1);
            });
        });
        watchdog(cases, "watchdog killed, started again after the mail", "KILL", ProcessRig::startWatchdog);
        watchdog(
                cases,
                "watchdog frozen (SIGSTOP, CONT after the mail)",
                "STOP",
                rig -> ProcessRig.signal("CONT", DrillCases.watchdogPid(rig)));
    }

    private static void watchdog(DrillCases cases, String name, String signal, Deed mend) {
        cases.put(name, (failure, rig, drill) -> {
            drill.begin();
            ProcessRig.signal(signal, DrillCases.watchdogPid(rig));
            long struck = Drill.now();
            long mailed = rig.awaitMail("PROBLEM: watchdog").atMillis();
            mend.on(rig);
            rig.awaitMail("recovered: watchdog runs again");
            return drill.finish(
                    failure,
                    new Drill.Cells(
                            "mailed " + Drill.seconds(mailed - struck), Drill.NONE, Drill.NONE, drill.nextBar()),
                    Drill.Expected.ONCE,
                    Drill.tooLong("mailed", mailed - struck, TOLD_SECONDS));
        });
    }
}
