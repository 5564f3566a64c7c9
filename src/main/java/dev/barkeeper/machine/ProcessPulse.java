package dev.barkeeper.machine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/**
 * Tells that a process has ended, also one that is no child, for the price of one read. The file of the process is held
 * open: it never turns into that of a later process of the same number. One thread at a time.
 */
public final class ProcessPulse implements AutoCloseable {
    /** Number, name (at most 64 bytes) and state stand in front. */
    private static final int HEAD = 128;

    private final byte[] head = new byte[HEAD];
    private final RandomAccessFile stat;

    private ProcessPulse(RandomAccessFile stat) {
        this.stat = stat;
    }

    /**
     * @throws IOException when there is no such process, or the system has no {@code /proc}
     */
    public static ProcessPulse of(long pid) throws IOException {
        return new ProcessPulse(new RandomAccessFile("/proc/" + pid + "/stat", "r"));
    }

    /** Whether it has ended; one that waits to be collected has. */
    public boolean hasEnded() {
        try {
            stat.seek(0);
            int read = stat.read(head);
            String text = new String(head, 0, Math.max(0, read), StandardCharsets.ISO_8859_1);
            int state = text.lastIndexOf(')') + 2;
            return state >= text.length() || text.charAt(state) == 'Z' || text.charAt(state) == 'X';
        } catch (IOException e) {
            // its number is nobody's any more
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        stat.close();
    }
}
