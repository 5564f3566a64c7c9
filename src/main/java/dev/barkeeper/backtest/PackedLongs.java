package dev.barkeeper.backtest;

import java.util.ArrayList;
import java.util.List;

/** Whole numbers one after the other, small ones in few bytes. Grows by chunks and copies nothing. Not thread-safe. */
final class PackedLongs {
    private static final int CHUNK = 1 << 16;
    private static final int LONGEST = 10;

    private final List<byte[]> chunks = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private byte[] current = new byte[0];
    private int at;

    void add(long value) {
        if (at + LONGEST > current.length) {
            nextChunk();
        }
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            current[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        current[at++] = (byte) rest;
    }

    /** Reads from the start what is there now. */
    Cursor cursor() {
        return new Cursor();
    }

    private void nextChunk() {
        if (!chunks.isEmpty()) {
            lengths.add(at);
        }
        current = new byte[CHUNK];
        chunks.add(current);
        at = 0;
    }

    /** A place in the numbers. */
    final class Cursor {
        private int chunk;
        private int offset;

        /** The next number; only as often as one was added. */
        long next() {
            if (chunk < lengths.size() && offset == lengths.get(chunk)) {
                chunk++;
                offset = 0;
            }
            byte[] bytes = chunks.get(chunk);
            long rest = 0;
            int shift = 0;
            byte part;
            do {
                part = bytes[offset++];
                rest |= (part & 0x7FL) << shift;
                shift += 7;
            } while (part < 0);
            return (rest >>> 1) ^ -(rest & 1);
        }
    }
}
