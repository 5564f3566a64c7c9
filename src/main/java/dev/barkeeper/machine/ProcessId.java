package dev.barkeeper.machine;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process told from a later one of the same number.
 *
 * @param mark when it began, in a reckoning that no step of the clock moves: clock ticks since the system's start, or
 *     epoch milliseconds where there is no {@code /proc}; 0 when not known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProcessId(long pid, long mark) {
    private static final int STATE = 0;
    /** The 22nd field of {@code /proc/PID/stat}, counted from the one behind the name. */
    private static final int BEGAN = 19;

    /** No process. */
    public static final ProcessId NONE = new ProcessId(0, 0);

    public static ProcessId of(ProcessHandle process) {
        long ticks = statOf(process.pid())
                .filter(words -> words.length > BEGAN)
                .map(words -> Long.parseLong(words[BEGAN]))
                .orElse(0L);
        long mark = ticks != 0
                ? ticks
                : process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return new ProcessId(process.pid(), mark);
    }

    /** This process. */
    public static ProcessId self() {
        return of(ProcessHandle.current());
    }

    /** The process, if it runs; one that has ended and waits to be collected does not. */
    public Optional<ProcessHandle> running() {
        return pid <= 0
                ? Optional.empty()
                : ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .filter(this::beganAsKnown)
                        .filter(process -> !isZombie());
    }

    public boolean isRunning() {
        return running().isPresent();
    }

    private boolean beganAsKnown(ProcessHandle process) {
        long began = of(process).mark();
        return mark == 0 || began == 0 || began == mark;
    }

    /** Where nobody collects ended processes (a container's first process), their numbers stay taken. */
    private boolean isZombie() {
        return statOf(pid).map(words -> words[STATE].equals("Z")).orElse(false);
    }

    /** The words behind the process's name; empty where the system has none, or when it is gone this moment. */
    private static Optional<String[]> statOf(long pid) {
        try {
            String stat = new String(
                    Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "stat")), StandardCharsets.ISO_8859_1);
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
