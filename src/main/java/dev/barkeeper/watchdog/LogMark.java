package dev.barkeeper.watchdog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.CRC32;

/**
 * How far one log was read, told by what the file is and not by its name.
 *
 * @param fileKey the system's name of the file (device and inode)
 * @param head checksum of its first bytes, because inodes are given again
 * @param headLength how many bytes that is
 * @param offset the next byte to read
 * @param inRecord the last line was counted: a trace that follows belongs to it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LogMark(String fileKey, long head, int headLength, long offset, boolean inRecord) {
    private static final int HEAD = 256;

    /** At the beginning of a file. */
    static LogMark startOf(Path file) throws IOException {
        int length = (int) Math.min(HEAD, Files.size(file));
        return new LogMark(keyOf(file), headOf(file, length), length, 0, false);
    }

    /** Whether the file is the one this mark was made in, grown or not. */
    boolean isIn(Path file) throws IOException {
        return Files.size(file) >= Math.max(offset, headLength)
                && keyOf(file).equals(fileKey)
                && headOf(file, headLength) == head;
    }

    LogMark at(long newOffset, boolean counted) {
        return new LogMark(fileKey, head, headLength, newOffset, counted);
    }

    private static String keyOf(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? "" : key.toString();
    }

    private static long headOf(Path file, int length) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            CRC32 sum = new CRC32();
            sum.update(in.readNBytes(length));
            return sum.getValue();
        }
    }
}
