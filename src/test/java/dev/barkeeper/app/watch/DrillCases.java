package dev.barkeeper.app.watch;

import dev.barkeeper.app.watch.Drill.Row;
import dev.barkeeper.watchdog.WatchdogBeat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a drill goes through: each kind of failure by its name, in the order of the table. */
final class DrillCases {
    private final Map<String, Case> cases = new LinkedHashMap<>();

    /** One kind of failure. */
    interface Case {
        Row measure(String name, ProcessRig rig, Drill drill) throws Exception;
    }

    /** What is done to a rig. */
    interface Deed {
        void on(ProcessRig rig) throws Exception;
    }

    /** All of them. */
    static Map<String, Case> all() {
        DrillCases all = new DrillCases();
        OutageCases.list(all);
        MailServerCases.list(all);
        ClockCases.list(all);
        TroubleCases.list(all);
        FindingCases.list(all);
        WatchdogCases.list(all);
        return all.cases;
    }

    void put(String name, Case one) {
        if (cases.put(name, one) != null) {
            throw new IllegalStateException("two cases are called " + name);
        }
    }

    static long watchdogPid(ProcessRig rig) {
        return WatchdogBeat.read(rig.watchdogFiles.status())
                .orElseThrow()
                .process()
                .pid();
    }
}
