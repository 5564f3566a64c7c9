package dev.barkeeper.app.backtest;

import dev.barkeeper.backtest.Analysis;
import dev.barkeeper.backtest.Score;
import dev.barkeeper.backtest.ShortPath;
import dev.barkeeper.backtest.sweep.Span;
import dev.barkeeper.paper.Extremes;
import dev.barkeeper.paper.MinuteTape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Runs one parameter set at a time: cut short where that comes to the same, else over the whole path. Thread-safe. */
final class SweepRunner {
    private final Map<Map<String, String>, RunMaker> makers;
    private final Map<String, MinuteTape> tapes = new ConcurrentHashMap<>();
    private final int warmUp;
    private final boolean mayCut;
    private final Map<String, LongAdder> wholeRuns = new ConcurrentHashMap<>();

    /**
     * @param warmUp bars of a span that no set decides on, so that all decide on the same ones; 0: as each asks for
     * @param whole never cut a run short
     */
    SweepRunner(Map<Map<String, String>, RunMaker> makers, int warmUp, boolean whole) {
        this.makers = makers;
        this.warmUp = warmUp;
        mayCut = !whole;
    }

    Score run(Map<String, String> parameters, Span span) {
        RunMaker maker = makers.get(parameters);
        if (!mayCut) {
            return whole(parameters, span);
        }
        MinuteTape tape = tapes.computeIfAbsent(maker.symbol(), symbol -> maker.tape());
        ShortPath.Verdict verdict = maker.cutShort(from(maker, span), span.to(), tape);
        if (verdict.score().isPresent()) {
            return verdict.score().get();
        }
        wholeRuns.computeIfAbsent(verdict.whyNot(), why -> new LongAdder()).increment();
        return whole(parameters, span);
    }

    Score whole(Map<String, String> parameters, Span span) {
        RunMaker maker = makers.get(parameters);
        return Score.of(Analysis.of(maker.run(from(maker, span), span.to(), Extremes.BY_DIRECTION)));
    }

    private int from(RunMaker maker, Span span) {
        return span.from() + Math.max(0, warmUp - maker.warmUpBars());
    }

    /** Whether runs are cut short. */
    boolean mayCut() {
        return mayCut;
    }

    /** How many runs could not be cut short, and why. */
    List<String> notes() {
        return new TreeMap<>(wholeRuns)
                .entrySet().stream()
                        .map(entry -> entry.getValue() + " runs took the whole path: " + entry.getKey())
                        .toList();
    }
}
