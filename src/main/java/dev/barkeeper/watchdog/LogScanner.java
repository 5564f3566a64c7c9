package dev.barkeeper.watchdog;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Counts the new findings of one log. Follows it through rotation: what was left in {@code log.1} and so on is read
 * first, nothing twice. One thread at a time.
 */
final class LogScanner {
    private static final int MOST_ROTATED = 9;
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LOOKS = 4;
    private static final long BETWEEN_LOOKS_NANOS = 50_000_000;

    private final Path log;
    private Optional<LogMark> mark;

    /**
     * What one look found.
     *
     * @param findings a stack trace being one
     * @param trouble why the log could not be read as it should
     */
    record Count(Path log, Findings findings, Optional<String> trouble) {
        int errors() {
            return findings.total();
        }
    }

    /** @param mark where to go on; empty: from the log's end, because what was there before is old */
    LogScanner(Path log, Optional<LogMark> mark) {
        this.log = log;
        this.mark = mark;
    }

    Path log() {
        return log;
    }

    Optional<LogMark> mark() {
        return mark;
    }

    /**
     * Reads what is new.
     *
     * @param isTold lines that are no finding
     */
    Count scan(Predicate<String> isTold) {
        Findings found = new Findings(isTold);
        try {
            awaitLog();
            if (mark.isEmpty()) {
                mark = Optional.of(LogMark.startOf(log).at(Files.size(log), false));
                return new Count(log, found, Optional.empty());
            }
            return new Count(log, found, read(found));
        } catch (NoSuchFileException e) {
            // made again it is new to its first line
            mark = mark.map(m -> new LogMark("", 0, 0, 0, false))
                    .or(() -> Optional.of(new LogMark("", 0, 0, 0, false)));
            return new Count(log, found, Optional.of("it is missing"));
        } catch (IOException e) {
            return new Count(log, found, Optional.of("it cannot be read: " + e.getMessage()));
        }
    }

    /** Between the two steps of a rotation there is no file for a moment. */
    private void awaitLog() {
        for (int look = 1; look < LOOKS && !Files.exists(log); look++) {
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    private Optional<String> read(Findings found) throws IOException {
        LogMark last = mark.orElseThrow();
        if (last.isIn(log)) {
            mark = Optional.of(readFrom(log, last, found));
            return Optional.empty();
        }
        Optional<String> trouble = Optional.empty();
        if (!last.fileKey().isEmpty()) {
            int rotated = rotatedTo(last);
            if (rotated > 0) {
                readFrom(rotatedFile(rotated), last, found);
                for (int i = rotated - 1; i > 0; i--) {
                    readFrom(rotatedFile(i), LogMark.startOf(rotatedFile(i)), found);
                }
            } else {
                trouble = Optional.of("it was replaced and what was left of the one before is gone");
            }
        }
        mark = Optional.of(readFrom(log, LogMark.startOf(log), found));
        return trouble;
    }

    private int rotatedTo(LogMark last) throws IOException {
        for (int i = 1; i <= MOST_ROTATED; i++) {
            if (Files.isRegularFile(rotatedFile(i)) && last.isIn(rotatedFile(i))) {
                return i;
            }
        }
        return 0;
    }

    private Path rotatedFile(int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }

    private static LogMark readFrom(Path file, LogMark from, Findings found) throws IOException {
        LogMark at = from.headLength() == 0 && from.offset() == 0 ? LogMark.startOf(file) : from;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.skipNBytes(at.offset());
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long read = 0;
            for (int b = in.read(); b >= 0; b = in.read()) {
                read++;
                if (b != '\n' && line.size() < LONGEST_LINE) {
                    line.write(b);
                } else if (b == '\n') {
                    boolean counted = take(line.toString(StandardCharsets.UTF_8), at.inRecord(), found);
                    // a line that is still being written is left for the next look
                    at = at.at(at.offset() + read, counted);
                    read = 0;
                    line.reset();
                }
            }
            return at;
        }
    }

    /** Whether the line, or the record it belongs to, is counted. */
    private static boolean take(String line, boolean inRecord, Findings found) {
        if (LogRule.isTrace(line)) {
            // a trace whose beginning was not seen is still one finding
            if (!inRecord && LogRule.isError(line)) {
                found.add(LogTail.cut(line));
            }
            return inRecord || LogRule.isError(line);
        }
        if (inRecord && LogRule.isThrown(line)) {
            return true;
        }
        boolean error = LogRule.isError(line);
        if (error) {
            found.add(LogTail.cut(line));
        }
        return error;
    }
}
