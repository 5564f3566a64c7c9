package dev.barkeeper.backtest;

import dev.barkeeper.model.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Proves on one history that a strategy does not look ahead: what it decides on a history that is cut off must be what
 * it decided on the whole, row by row. A strategy that reads its future elsewhere than from the bars it is given (a file
 * of the prices, say) is found as well when the future it reads ends with the history.
 */
public final class LookAhead {
    private static final int CUTS = 9;

    /**
     * What was found.
     *
     * @param cuts histories that were cut off
     * @param rows decision rows that were compared
     * @param difference the first row that is another one, empty when none is
     */
    public record Verdict(int cuts, long rows, Optional<String> difference) {}

    private LookAhead() {}

    /**
     * Runs the whole and its beginnings.
     *
     * @param planTo a plan over the bars up to that index
     * @param first fewest bars that make sense, e.g. the warm-up
     * @param all how many bars there are
     */
    public static Verdict check(IntFunction<Plan> planTo, int first, int all) {
        List<Decision> whole = decisions(planTo.apply(all));
        long rows = 0;
        for (int cut = 1; cut <= CUTS; cut++) {
            int to = Math.max(first + 1, (int) ((long) all * cut / (CUTS + 1)));
            List<Decision> part = decisions(planTo.apply(to));
            for (int i = 0; i < part.size(); i++) {
                if (!part.get(i).equals(whole.get(i))) {
                    String text = "with " + to + " of " + all + " bars it decided " + part.get(i)
                            + ", with all of them " + whole.get(i);
                    return new Verdict(cut, rows, Optional.of(text));
                }
                rows++;
            }
        }
        return new Verdict(CUTS, rows, Optional.empty());
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
