package dev.barkeeper.app.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
    @TempDir
    private Path data;

    @Test
    void removesWhatAKilledOneLeftAndNothingElse() throws Exception {
        Path left = Files.createDirectories(data.resolve("benchmark-1/deep/er"));
        Files.writeString(data.resolve("benchmark-1/owner"), "999999999:7");
        Files.createDirectories(data.resolve("benchmark-2"));
        Files.createDirectories(data.resolve("instance-0"));
        ScratchFolder running = ScratchFolder.make(data, 3);
        ScratchFolder mine = ScratchFolder.make(data, 4);

        assertThat(left).doesNotExist();
        assertThat(data.resolve("benchmark-1")).doesNotExist();
        assertThat(data.resolve("benchmark-2")).exists();
        assertThat(data.resolve("instance-0")).exists();
        assertThat(running.folder()).exists();
        mine.close();
        assertThat(mine.folder()).doesNotExist();
    }
}
