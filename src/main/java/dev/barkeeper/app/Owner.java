package dev.barkeeper.app;

import dev.barkeeper.machine.Daemons;
import dev.barkeeper.machine.ProcessId;
import dev.barkeeper.machine.ProcessPulse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The process a command belongs to, e.g. a demonstration's or a benchmark's: when that one is gone, however it ended, the
 * command ends in its own order, as by TERM. The word is passed on to whatever the command starts itself.
 */
public final class Owner {
    /** What tells a process its owner. */
    public static final String VARIABLE = "BARKEEPER_OWNER";

    private static final long LOOK_EVERY_NANOS = 1_000_000_000;

    private Owner() {}

    /** This process, in the form that {@link #VARIABLE} takes. */
    public static String self() {
        ProcessId self = ProcessId.self();
        return self.pid() + ":" + self.mark();
    }

    /** Whether the process of that form runs; empty when it is none. */
    public static Optional<Boolean> isRunning(String words) {
        return parse(words).map(ProcessId::isRunning);
    }

    /** From now on this process ends with its owner, if it has one. */
    static void watch(Map<String, String> environment) {
        parse(environment.getOrDefault(VARIABLE, ""))
                .ifPresent(
                        owner -> Daemons.thread("owner", () -> outlive(owner)).start());
    }

    private static Optional<ProcessId> parse(String words) {
        return words.matches("\\d{1,18}:\\d{1,18}")
                ? Optional.of(new ProcessId(
                        Long.parseLong(words.substring(0, words.indexOf(':'))),
                        Long.parseLong(words.substring(words.indexOf(':') + 1))))
                : Optional.empty();
    }

    private static void outlive(ProcessId owner) {
        try (ProcessPulse pulse = ProcessPulse.of(owner.pid())) {
            // the number may have been another's before its file was opened
            while (owner.isRunning() && !pulse.hasEnded()) {
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
        } catch (IOException e) {
            if (owner.isRunning()) {
                // no /proc on this system: then it stays until somebody ends it
                return;
            }
        }
        System.exit(Main.FAILED);
    }
}
