package dev.barkeeper.app.watch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own in memory that can be filled; mounting it takes root on Linux. */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 4_096;

    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    public static SmallDisk mount(Path place, int megabytes) throws Exception {
        Files.createDirectories(place);
        Process mount = new ProcessBuilder(
                        "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", place.toString())
                .inheritIO()
                .start();
        Assumptions.assumeTrue(mount.waitFor() == 0, "a small disk can be mounted by root only");
        return new SmallDisk(place);
    }

    /** Not one block is left. */
    public void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler())) {
            byte[] block = new byte[BLOCK];
            while (place.toFile().getUsableSpace() > 0) {
                out.write(block);
            }
        }
    }

    public void free() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return place.resolve("filler");
    }

    @Override
    public void close() throws Exception {
        new ProcessBuilder("umount", "-l", place.toString()).inheritIO().start().waitFor();
    }
}
