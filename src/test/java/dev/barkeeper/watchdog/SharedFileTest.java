package dev.barkeeper.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFileTest {
    @TempDir
    Path folder;

    @Test
    void readsAgainWhereItSawHalfAWriting() throws IOException {
        Path path = folder.resolve("beat.json");
        try (SharedFile file = new SharedFile(path)) {
            file.write("[1,2]");
            assertThat(SharedFile.read(path, List.class, numbers -> isWhole(numbers, file)))
                    .contains(List.of(2, 2));
        }
    }

    /** Whoever looks at half of it gives the writer the time to end. */
    private static boolean isWhole(List<?> numbers, SharedFile file) {
        try {
            file.write("[2,2]");
            return numbers.get(0).equals(numbers.get(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void givesUpOnWhatNeverBecomesWhole() throws IOException {
        Path path = folder.resolve("beat.json");
        assertThat(SharedFile.read(path, List.class, numbers -> true)).isEqualTo(Optional.empty());
        Files.writeString(path, "[1,");
        assertThat(SharedFile.read(path, List.class, numbers -> true)).isEqualTo(Optional.empty());
        Files.writeString(path, "[1]");
        assertThat(SharedFile.read(path, List.class, numbers -> false)).isEqualTo(Optional.empty());
    }
}
