package dev.barkeeper.backtest;

import dev.barkeeper.model.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Proves on one history that a strategy does not look ahead: what it decides on a history that is cut off must be what
 * it decided on the whole, row by row. A strategy that reads its future elsewhere than from the bars it is given is found
 * when that future ends with the history, or is remembered from an earlier run in this process: so the shortest history
 * comes first, before any run that shows more. A file that goes on beyond the history is not found.
 */
public final class LookAhead {
    private static final int CUTS = 9;

    /**
     * What was found.
     *
     * @param cuts histories that were cut off
     * @param rows decision rows that were compared
     * @param difference the first row that is another one, empty when none is
     * @param repeats whether the whole, where there was a difference, came out the same once more; if not, the strategy
     *     goes by something that no history holds
     */
    public record Verdict(int cuts, long rows, Optional<String> difference, boolean repeats) {}

    private LookAhead() {}

    /**
     * Runs the whole and its beginnings. To find what a strategy remembers, it must be the first to run it.
     *
     * @param planTo a plan over the bars up to that index
     * @param first fewest bars that make sense, e.g. the warm-up
     * @param all how many bars there are
     */
    public static Verdict check(IntFunction<Plan> planTo, int first, int all) {
        List<Decision> shortest = decisions(planTo.apply(end(1, first, all)));
        List<Decision> whole = decisions(planTo.apply(all));
        long rows = 0;
        for (int cut = 1; cut <= CUTS; cut++) {
            int to = end(cut, first, all);
            List<Decision> part = cut == 1 ? shortest : decisions(planTo.apply(to));
            for (int i = 0; i < part.size(); i++) {
                if (!part.get(i).equals(whole.get(i))) {
                    String text = "with " + to + " of " + all + " bars it decided " + part.get(i)
                            + ", with all of them " + whole.get(i);
                    boolean repeats = decisions(planTo.apply(all)).equals(whole);
                    return new Verdict(cut, rows, Optional.of(text), repeats);
                }
                rows++;
            }
        }
        return new Verdict(CUTS, rows, Optional.empty(), true);
    }

    private static int end(int cut, int first, int all) {
        return Math.max(first + 1, (int) ((long) all * cut / (CUTS + 1)));
    }

    private static List<Decision> decisions(Plan plan) {
        List<Decision> all = new ArrayList<>();
        Backtest.run(plan).rows().forEachMinute(minute -> {
            all.add(minute.longSide());
            all.add(minute.shortSide());
        });
        return all;
    }
}
