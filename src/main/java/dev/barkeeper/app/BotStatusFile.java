package dev.barkeeper.app;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a running bot tells about itself, in a file beside its data; written again every second or two, so that its age
 * is its heartbeat. Times are epoch milliseconds UTC.
 *
 * @param pid the process
 * @param processStartMillis when the process began, as the system tells it; 0 when it does not
 * @param writtenMillis wall clock of this writing
 * @param detail one line for people: what it waits for, or why it failed
 * @param lastBarMillis end of the last bar decided on, venue time; 0 before the first
 * @param position signed contracts
 * @param averagePrice average entry, plain decimal, empty when flat
 * @param stop the live stop in words, e.g. {@code Sell 100 StopLimit at 9211}; empty when there is none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BotStatusFile(
        int instance,
        String emi,
        String symbol,
        long pid,
        long processStartMillis,
        long writtenMillis,
        State state,
        String detail,
        long lastBarMillis,
        long position,
        String averagePrice,
        String stop) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

    /** How far a bot has come. */
    public enum State {
        /** Opens database and venue, reconciles, fills gaps. */
        STARTING(false),
        TRADING(true),
        PAUSED(true),
        FLATTENED(true),
        STOPPING(false),
        STOPPED(false),
        /** Ended by itself; the detail says why. */
        FAILED(false);

        private final boolean ready;

        State(boolean ready) {
            this.ready = ready;
        }

        /** Decides on bars. */
        public boolean isReady() {
            return ready;
        }

        /** As people read it: {@code trading}. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Replaces the file at once as a whole. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, PRETTY.writeValueAsString(this) + "\n");
    }

    /** What the file says; empty when there is none or it is no status. */
    public static Optional<BotStatusFile> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), BotStatusFile.class));
        } catch (NoSuchFileException | com.fasterxml.jackson.core.JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** The process that wrote it, if that one still runs. */
    public Optional<ProcessHandle> process() {
        return BotProcess.running(pid, processStartMillis);
    }
}
