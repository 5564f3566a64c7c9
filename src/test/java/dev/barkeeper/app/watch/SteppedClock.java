package dev.barkeeper.app.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/**
 * A wall clock that can be set for some processes alone: a few lines of C in front of the system's library. (libfaketime
 * does not serve: it moves waits on the monotonic clock too, so that they end at once or never.)
 */
record SteppedClock(Path library, Path offset) {
    private static final Path SOURCE = Path.of("src/test/c/stepped-clock.c");

    /** Compiles the lines and begins with no step. */
    static SteppedClock in(Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("stepped-clock.so");
        SteppedClock clock = new SteppedClock(library, folder.resolve("clock-offset"));
        Process compiler;
        try {
            compiler = new ProcessBuilder(
                            "cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), "" + SOURCE, "-ldl")
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            throw new IOException("a stepped clock needs a C compiler, cc (Debian: gcc)", e);
        }
        if (compiler.waitFor() != 0) {
            throw new IOException("cc cannot compile " + SOURCE);
        }
        clock.setTo(Duration.ZERO);
        return clock;
    }

    /** What a process must be started with to live under it. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "STEPPED_CLOCK", offset.toString());
    }

    /** Steps to so much ahead of the machine's clock, at once. */
    void setTo(Duration ahead) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, ahead.toNanos());
        // in place: the processes hold this very file in their memory
        try (FileChannel file = FileChannel.open(offset, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(bytes, 0);
        }
    }
}
