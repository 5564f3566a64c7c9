package dev.barkeeper.watchdog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.barkeeper.machine.ProcessId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the watchdog tells about itself, for {@code status} and for the bots that watch it in turn.
 *
 * @param number grows with every writing
 * @param isStopped it was asked to end
 * @param isMailing its alerts reach a person by e-mail
 * @param end the number again: differs in half a writing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WatchdogBeat(
        long number,
        ProcessId process,
        long writtenMillis,
        boolean isStopped,
        boolean isMailing,
        List<Row> instances,
        long end) {
    public WatchdogBeat {
        instances = instances == null ? List.of() : List.copyOf(instances);
    }

    /**
     * One instance as it sees it.
     *
     * @param phase e.g. {@code watching}, {@code starting}, {@code gave_up}
     * @param tries starts since it was last healthy
     * @param cause why it is being restarted, empty when it is not
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Row(int instance, String phase, int tries, String cause, long errorsToday) {}

    /** Whether the process that wrote it runs. */
    public boolean isRunning() {
        return !isStopped && process.isRunning();
    }

    /**
     * The last one written; empty when there is none or it is none.
     *
     * @throws java.io.UncheckedIOException when the file is there and cannot be read
     */
    public static Optional<WatchdogBeat> read(Path file) {
        return SharedFile.read(file, WatchdogBeat.class, beat -> beat.number() == beat.end() && beat.process() != null);
    }
}
