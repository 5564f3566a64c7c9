package dev.barkeeper.model;

/**
 * Why, in few words: a pattern and the figures in it, put into words only when somebody reads it. In the pattern {@code
 * {p}} stands for a price in 1e-8, {@code {d}} for a double and {@code {f}} for one cut to a float, both given by their
 * bits. Two reasons are equal when pattern and figures are.
 *
 * @param first the figure of the first mark, 0 when the pattern has none
 * @param second that of the second
 */
public record Reason(String pattern, long first, long second) {
    /** Nothing to say. */
    public static final Reason NONE = of("");

    private static final int MARK = 3;

    /** Words alone. */
    public static Reason of(String words) {
        return new Reason(words, 0, 0);
    }

    /** A pattern with figures that are prices. */
    public static Reason ofPrices(String pattern, long firstE8, long secondE8) {
        return new Reason(pattern, firstE8, secondE8);
    }

    /** A pattern with one double. */
    public static Reason ofDouble(String pattern, double first) {
        return ofDoubles(pattern, first, 0);
    }

    /** A pattern with two doubles. */
    public static Reason ofDoubles(String pattern, double first, double second) {
        return new Reason(pattern, Double.doubleToRawLongBits(first), Double.doubleToRawLongBits(second));
    }

    /** Whether there is nothing to read. */
    public boolean isBlank() {
        return pattern.isBlank();
    }

    /** In words. */
    public String text() {
        StringBuilder text = new StringBuilder(pattern.length() + 16);
        long figure = first;
        int from = 0;
        for (int at = nextMark(0); at >= 0; at = nextMark(from)) {
            text.append(pattern, from, at).append(figure(pattern.charAt(at + 1), figure));
            figure = second;
            from = at + MARK;
        }
        return from == 0
                ? pattern
                : text.append(pattern, from, pattern.length()).toString();
    }

    private int nextMark(int from) {
        for (int at = pattern.indexOf('{', from); at >= 0; at = pattern.indexOf('{', at + 1)) {
            boolean closed = at + 2 < pattern.length() && pattern.charAt(at + 2) == '}';
            if (closed && "pdf".indexOf(pattern.charAt(at + 1)) >= 0) {
                return at;
            }
        }
        return -1;
    }

    private static String figure(char kind, long figure) {
        return switch (kind) {
            case 'p' -> E8.toString(figure);
            case 'd' -> Double.toString(Double.longBitsToDouble(figure));
            default -> Float.toString((float) Double.longBitsToDouble(figure));
        };
    }
}
