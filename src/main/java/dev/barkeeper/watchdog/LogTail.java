package dev.barkeeper.watchdog;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a file, for a mail; nothing when it cannot be read. Stateless. */
final class LogTail {
    private static final int BYTES = 64 * 1024;
    private static final int LONGEST_LINE = 500;

    private LogTail() {}

    static List<String> lastErrors(Path file, int most) {
        return last(lines(file).stream().filter(LogRule::isError).toList(), most);
    }

    static List<String> lastLines(Path file, int most) {
        return last(lines(file), most);
    }

    private static List<String> last(List<String> lines, int most) {
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    private static List<String> lines(Path file) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            int size = (int) Math.min(BYTES, in.length());
            byte[] bytes = new byte[size];
            in.seek(in.length() - size);
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(LogTail::cut)
                    .toList();
        } catch (IOException e) {
            return List.of("(" + file + " cannot be read: " + e.getMessage() + ")");
        }
    }

    static String cut(String line) {
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + " …" : line;
    }
}
