package dev.barkeeper.backtest.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs some of a sweep's rows again over the whole path and wants the very same. Stateless. */
public final class CrossCheck {
    private static final int ONE_IN = 100;
    private static final int MOST_DRAWN = 10;

    private CrossCheck() {}

    /**
     * Which rows to run again: those that matter, and one in a hundred of the others, at least one and at most ten,
     * drawn from the seed.
     */
    public static Set<SweepRow> choose(List<SweepRow> rows, List<SweepRow> matter, long seed) {
        Set<SweepRow> chosen = new LinkedHashSet<>(matter);
        List<SweepRow> others = new ArrayList<>(rows);
        others.removeAll(chosen);
        Collections.shuffle(others, new Random(seed));
        int drawn = Math.min(MOST_DRAWN, others.size() / ONE_IN + 1);
        chosen.addAll(others.subList(0, Math.min(drawn, others.size())));
        return chosen;
    }

    /**
     * Runs them, as many at a time as there are processors.
     *
     * @param whole the whole path, on any thread
     * @throws IllegalStateException when a row comes out another one, with both
     */
    public static void check(Set<SweepRow> rows, List<Span> spans, Sweep.Run whole) {
        Map<String, Span> byName = spans.stream().collect(Collectors.toMap(Span::name, Function.identity()));
        List<SweepRow> wrong = rows.parallelStream()
                .map(row ->
                        SweepRow.of(row.parameters(), row.span(), whole.of(row.parameters(), byName.get(row.span()))))
                .filter(again -> !rows.contains(again))
                .toList();
        if (!wrong.isEmpty()) {
            SweepRow again = wrong.get(0);
            SweepRow row = rows.stream()
                    .filter(r -> r.parameters().equals(again.parameters())
                            && r.span().equals(again.span()))
                    .findFirst()
                    .orElseThrow();
            throw new IllegalStateException("a result of the sweep is wrong: it says " + row + ", the whole path says "
                    + again + "; remove the results, and if it comes again run with --whole and report it");
        }
    }
}
