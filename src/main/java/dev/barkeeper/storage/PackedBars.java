package dev.barkeeper.storage;

import dev.barkeeper.model.Bar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Bars of one symbol as a short text: each figure's difference to the bar before, in as few bytes as it takes, deflated,
 * base 64. Three weeks of minutes are less than a megabyte. Stateless.
 */
final class PackedBars {
    private static final int FIGURES = 12;
    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private PackedBars() {}

    static String pack(List<Bar> bars) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeInt(bars.size());
            out.writeUTF(bars.isEmpty() ? "" : bars.get(0).symbol());
            long[] before = new long[FIGURES];
            for (Bar bar : bars) {
                long[] now = figures(bar);
                for (int i = 0; i < FIGURES; i++) {
                    write(out, now[i] - before[i]);
                }
                before = now;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pack bars in memory", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** @throws IllegalArgumentException when the text is none of {@link #pack} */
    static List<Bar> unpack(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            int count = in.readInt();
            String symbol = in.readUTF();
            List<Bar> bars = new ArrayList<>();
            long[] at = new long[FIGURES];
            for (int bar = 0; bar < count; bar++) {
                for (int i = 0; i < FIGURES; i++) {
                    at[i] += read(in);
                }
                bars.add(bar(symbol, at));
            }
            return bars;
        } catch (IOException e) {
            throw new IllegalArgumentException("no packed bars: " + e.getMessage(), e);
        }
    }

    private static long[] figures(Bar bar) {
        return new long[] {
            bar.closeMillis(), bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8(), bar.trades(),
            bar.volume(), bar.vwapE8(), bar.lastSize(), bar.turnover(), bar.homeNotionalE8(), bar.foreignNotionalE8()
        };
    }

    private static Bar bar(String symbol, long[] at) {
        return new Bar(symbol, at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7], at[8], at[9], at[10], at[11]);
    }

    /** Small numbers of either sign take one byte. */
    private static void write(DataOutputStream out, long value) throws IOException {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & -MORE) != 0) {
            out.write((int) (rest & (MORE - 1)) | MORE);
            rest >>>= BITS;
        }
        out.write((int) rest);
    }

    private static long read(DataInputStream in) throws IOException {
        long value = 0;
        int shift = 0;
        int next;
        do {
            next = in.readUnsignedByte();
            value |= (long) (next & (MORE - 1)) << shift;
            shift += BITS;
        } while ((next & MORE) != 0 && shift < Long.SIZE);
        return (value >>> 1) ^ -(value & 1);
    }
}
