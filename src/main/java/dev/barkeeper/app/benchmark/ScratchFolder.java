package dev.barkeeper.app.benchmark;

import dev.barkeeper.app.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A benchmark's own folder under {@code data}, gone with its end; those of killed ones go when the next begins. */
record ScratchFolder(Path folder) implements AutoCloseable {
    private static final String NAME = "benchmark-";
    private static final String OWNER = "owner";

    /** Makes one, and removes those whose process is gone. */
    static ScratchFolder make(Path data, long nowMillis) throws IOException {
        Files.createDirectories(data);
        for (Path left : leftBehind(data)) {
            new ScratchFolder(left).close();
        }
        Path folder = Files.createDirectories(data.resolve(NAME + nowMillis));
        Files.writeString(folder.resolve(OWNER), Owner.self());
        return new ScratchFolder(folder);
    }

    private static List<Path> leftBehind(Path data) throws IOException {
        try (Stream<Path> all = Files.list(data)) {
            return all.filter(one -> one.getFileName().toString().matches(NAME + "\\d+"))
                    .filter(ScratchFolder::isLeftBehind)
                    .toList();
        }
    }

    private static boolean isLeftBehind(Path folder) {
        try {
            return !Owner.isRunning(Files.readString(folder.resolve(OWNER))).orElse(true);
        } catch (IOException e) {
            // nobody's that is known here: left alone
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
