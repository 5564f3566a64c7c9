package dev.barkeeper.backtest.sweep;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the history, bars by index.
 *
 * @param name such as {@code all}, {@code 1-in} or {@code 1-out}
 * @param to one past the last
 */
public record Span(String name, int from, int to) implements Serializable {

    /** The whole of it. */
    public static Span all(int bars) {
        return new Span("all", 0, bars);
    }

    /**
     * Walk-forward: the history in {@code splits} + 1 equal parts; parameters are chosen on one and tried on the next.
     * Pairs of in and out, in order; every out begins so many bars early, to warm up on what is known by then.
     */
    public static List<Span> walkForward(int bars, int splits, int warmUp) {
        List<Span> spans = new ArrayList<>();
        int part = bars / (splits + 1);
        for (int split = 1; split <= splits; split++) {
            int middle = part * split;
            spans.add(new Span(split + "-in", middle - part, middle));
            spans.add(new Span(split + "-out", Math.max(0, middle - warmUp), split == splits ? bars : middle + part));
        }
        return spans;
    }
}
