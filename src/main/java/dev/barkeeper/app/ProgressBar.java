package dev.barkeeper.app;

import java.io.PrintStream;
import java.util.Locale;

/** How far something is and how long it will take, on one line of a terminal or every tenth in a log. Thread-safe. */
public final class ProgressBar {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 200_000_000L;

    private final PrintStream out;
    private final String what;
    private final long all;
    private final boolean isTerminal = System.console() != null;
    private final long beganNanos = System.nanoTime();
    private long drawnNanos = beganNanos;
    private long toldTenths;

    /** @param all how much there is to do, above 0 */
    public ProgressBar(PrintStream out, String what, long all) {
        this.out = out;
        this.what = what;
        this.all = Math.max(1, all);
    }

    /** So much is done. */
    public synchronized void at(long done) {
        long now = System.nanoTime();
        if (isTerminal && (now - drawnNanos > REDRAW_NANOS || done >= all)) {
            drawnNanos = now;
            int full = (int) (WIDTH * Math.min(done, all) / all);
            out.print("\r" + what + " [" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + text(done, now) + "  ");
            if (done >= all) {
                out.println();
            }
            out.flush();
        } else if (!isTerminal && 10 * done / all > toldTenths) {
            toldTenths = 10 * done / all;
            out.println(what + " " + text(done, now));
        }
    }

    private String text(long done, long nowNanos) {
        double seconds = (nowNanos - beganNanos) / 1e9;
        double left = done == 0 ? Double.NaN : seconds * (all - done) / done;
        String rest = done >= all ? time(seconds) : Double.isNaN(left) ? "" : time(left) + " left";
        return String.format(Locale.ROOT, "%d of %d, %d %%, %s", done, all, 100 * done / all, rest);
    }

    private static String time(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : seconds < 7_200
                        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                        : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    }
}
