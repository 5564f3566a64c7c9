package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFileTest {
    /** Longer than a page, so that a crash may keep any part of it. */
    private static final String LONG = "long ".repeat(2_000);

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("lines");
    }

    private static void add(LineFile file, String line) throws IOException {
        file.append((line + "\n").getBytes(StandardCharsets.UTF_8), true);
    }

    private static List<String> linesOf(LineFile file) throws IOException {
        List<String> lines = new ArrayList<>();
        file.read(0, file.size(), (line, offset) -> lines.add(new String(line, StandardCharsets.UTF_8)));
        return lines;
    }

    private List<String> linesAfterOpening() throws IOException {
        try (LineFile file = new LineFile(path)) {
            return linesOf(file);
        }
    }

    @Test
    void hasWhatWasAddedSinceItWasCleared() throws IOException {
        try (LineFile file = new LineFile(path)) {
            add(file, "one");
            file.clear();
            assertThat(file.size()).isZero();
            add(file, "two");
            add(file, "drei: \u00fc");
            assertThat(linesOf(file)).containsExactly("two", "drei: \u00fc");
            assertThat(file.lastLine()).isEqualTo(4);
        }
        assertThat(linesAfterOpening()).containsExactly("two", "drei: \u00fc");
        assertThat(linesAfterOpening()).as("opened again").containsExactly("two", "drei: \u00fc");
    }

    @Test
    void isEmptyOnceClearedWhoeverOpensIt() throws IOException {
        try (LineFile file = new LineFile(path)) {
            add(file, "one");
            file.clear();
        }
        assertThat(linesAfterOpening()).isEmpty();
        try (LineFile file = new LineFile(path)) {
            add(file, "two");
        }
        assertThat(linesAfterOpening()).containsExactly("two");
    }

    /** A crash keeps some of a line's pages, whichever; the others are still zeros. */
    @Test
    void dropsWhatACrashKeptInPart() throws IOException {
        try (LineFile file = new LineFile(path)) {
            add(file, "before");
            file.clear();
            add(file, "whole");
            add(file, LONG);
        }
        byte[] bytes = Files.readAllBytes(path);
        int begin = "before\n-\nwhole\n".length();
        int page = 1 << 9;
        for (int missing = begin / page; missing <= (begin + LONG.length()) / page; missing++) {
            byte[] kept = bytes.clone();
            Arrays.fill(
                    kept,
                    Math.max(begin, missing * page),
                    Math.min(begin + LONG.length() + 1, (missing + 1) * page),
                    (byte) 0);
            Files.write(path, kept);
            try (LineFile file = new LineFile(path)) {
                assertThat(linesOf(file)).as("without page " + missing).containsExactly("whole");
                add(file, "short");
            }
            assertThat(linesAfterOpening()).as("nothing of it comes back").containsExactly("whole", "short");
        }
    }

    /** As builds before wrote it: no zeros, what is done with cut off. */
    @Test
    void readsAFileThatEndsWithItsLines() throws IOException {
        Files.writeString(path, "one\ntwo\nbrok");
        assertThat(linesAfterOpening()).containsExactly("one", "two");
        Files.writeString(path, "");
        assertThat(linesAfterOpening()).isEmpty();
    }

    @Test
    void staysSmallHoweverOftenItIsCleared() throws IOException {
        try (LineFile file = new LineFile(path)) {
            for (int i = 0; i < 300; i++) {
                add(file, LONG + i);
                assertThat(linesOf(file)).containsExactly(LONG + i);
                file.clear();
                assertThat(Files.size(path)).isLessThanOrEqualTo(2L * LineFile.RESERVED_BYTES);
            }
        }
        assertThat(linesAfterOpening()).isEmpty();
    }

    @Test
    void growsAndGivesTheRoomBack() throws IOException {
        try (LineFile file = new LineFile(path)) {
            for (int i = 0; i < 300; i++) {
                file.append((LONG + i + "\n").getBytes(StandardCharsets.UTF_8), false);
            }
            assertThat(linesOf(file)).hasSize(300).endsWith(LONG + 299);
            file.clear();
            assertThat(Files.size(path)).isEqualTo(LineFile.RESERVED_BYTES);
            add(file, "after");
        }
        assertThat(linesAfterOpening()).containsExactly("after");
    }
}
