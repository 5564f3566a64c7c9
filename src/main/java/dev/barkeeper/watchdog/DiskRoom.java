package dev.barkeeper.watchdog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a log can still grow: a full disk makes a bot silent in its log while it trades on. Stateless. */
final class DiskRoom {
    private static final long LEAST_BYTES = 20L << 20;

    private DiskRoom() {}

    /** In words that do not change while it lasts; empty when there is room, or when the system does not tell. */
    static Optional<String> troubleOf(Path log) {
        try {
            return Files.getFileStore(log).getUsableSpace() >= LEAST_BYTES
                    ? Optional.empty()
                    : Optional.of("its disk has less than " + (LEAST_BYTES >> 20) + " MB left");
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
