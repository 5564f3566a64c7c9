package dev.barkeeper.strategy;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.strategy.indicator.Plain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The strategies' rules once more, read straight from their description and computed over the whole history at every
 * minute, in prices as {@code double}. Defaults only. A wish is told as a word per side: long, then short.
 */
final class PlainRules {
    private static final double POINT = 1e8;

    private PlainRules() {}

    static String momentum(List<Bar> bars, Moment moment, int period) {
        int now = bars.size() - 1;
        if (now < period) {
            return "hold hold";
        }
        boolean up = close(bars, now) > close(bars, now - period);
        if (moment.holds(up ? Direction.LONG : Direction.SHORT)) {
            return "hold hold";
        }
        String other = moment.holding().isPresent() ? "leave" : "hold";
        return up ? "enter " + other : other + " enter";
    }

    static String volatilityBreakout(List<Bar> bars, Moment moment) {
        int now = bars.size() - 1;
        double close = close(bars, now);
        if (moment.holding().isPresent()) {
            boolean fell = now >= 5 && close - close(bars, now - 5) < -25;
            return (fell
                                    || bars.get(now).lowE8() / POINT
                                            < lowestLong(moment.holding().get())
                            ? "leave"
                            : "hold") + " hold";
        }
        if (now < 181) {
            return "hold hold";
        }
        double z = (close / close(bars, now - 5) - 1) / volatility(bars, now);
        return (z > 10 && volatility(bars, now - 1) < 0.0005 ? "enter" : "hold") + " hold";
    }

    static String movement(List<Bar> bars, Moment moment) {
        Bar now = bars.get(bars.size() - 1);
        double close = now.closeE8() / POINT;
        double before = closeAt(bars, now.closeMillis() - 300_000);
        double move = close - before;
        boolean isKnown = !Double.isNaN(before);
        if (isKnown && move >= 20 && !moment.holds(Direction.LONG)) {
            return "enter " + (moment.holding().isPresent() ? "leave" : "hold");
        }
        if (isKnown && move <= -20 && !moment.holds(Direction.SHORT)) {
            return (moment.holding().isPresent() ? "leave" : "hold") + " enter";
        }
        if (moment.holding().isEmpty()) {
            return "hold hold";
        }
        Holding holding = moment.holding().get();
        double start = closeAt(bars, holding.sinceMillis() - 300_000);
        double last = close - closeAt(bars, now.closeMillis() - 300_000);
        boolean isLong = holding.direction() == Direction.LONG;
        boolean leaves = isLong ? close < start || last <= 2 : close > start || -last <= 2;
        return isLong ? (leaves ? "leave hold" : "hold hold") : (leaves ? "hold leave" : "hold hold");
    }

    static String maComposite(List<Bar> bars, Moment moment) {
        Bar now = bars.get(bars.size() - 1);
        if (moment.holding().isPresent()) {
            return leaveComposite(now, moment.holding().get());
        }
        if (bars.size() < 28_800) {
            return "hold hold";
        }
        List<Bar> fives = now.closeMillis() % 300_000 == 0 ? Plain.fiveMinuteBars(bars) : List.of();
        List<Decision> wait = activeRows(now, moment.recentDecisions());
        double market = moment.marketE8() / POINT;
        boolean isOver = wait.size() >= 5;
        if (isOver && market - wait.get(wait.size() - 5).marketE8() / POINT >= 10) {
            return "enter hold";
        }
        if (!fives.isEmpty() && isShortSignal(fives)) {
            return "hold enter";
        }
        if (!wait.isEmpty()) {
            return isOver ? "hold hold" : "wait hold";
        }
        return (!fives.isEmpty() && isLongSignal(fives) ? "wait" : "hold") + " hold";
    }

    private static String leaveComposite(Bar now, Holding holding) {
        boolean isLate = now.closeMillis() - holding.sinceMillis() >= 180 * 60_000;
        if (holding.direction() == Direction.LONG) {
            return (isLate || now.lowE8() / POINT < lowestLong(holding) ? "leave" : "hold") + " hold";
        }
        double highest = Math.max(holding.decisionE8(), holding.entryE8()) / POINT + 10 + 400;
        return "hold " + (isLate || now.highE8() / POINT > highest ? "leave" : "hold");
    }

    private static List<Decision> activeRows(Bar now, List<Decision> recent) {
        List<Decision> rows = new ArrayList<>(recent);
        rows.removeIf(row -> row.synthetic() || row.direction() == Direction.SHORT);
        Collections.reverse(rows);
        List<Decision> run = new ArrayList<>();
        for (Decision row : rows) {
            if (!row.active() || now.closeMillis() - row.barMillis() > 360_000) {
                break;
            }
            run.add(0, row);
        }
        return run;
    }

    private static boolean isLongSignal(List<Bar> fives) {
        int now = fives.size() - 1;
        List<Double> returns = new ArrayList<>();
        for (int i = now - 95; i <= now; i++) {
            returns.add(close(fives, i) / close(fives, i - 1) - 1);
        }
        double z480 = returns.get(95) / Plain.deviation(returns);
        return z480 > 4 && close(fives, now) < average(fives, 5_760) * 1.5;
    }

    private static boolean isShortSignal(List<Bar> fives) {
        int[] lengths = {5, 10, 20, 50, 200};
        int comps = 0;
        for (int i = 0; i < 4; i++) {
            comps += average(fives, lengths[i]) > average(fives, lengths[i + 1]) ? 1 : 0;
        }
        double close = close(fives, fives.size() - 1);
        return comps >= 3 && close < 0.99 * close(fives, fives.size() - 2) && close > average(fives, 5_760);
    }

    private static double average(List<Bar> bars, int length) {
        return bars.subList(bars.size() - length, bars.size()).stream()
                        .mapToDouble(bar -> bar.closeE8() / POINT)
                        .sum()
                / length;
    }

    private static double volatility(List<Bar> bars, int at) {
        List<Double> returns = new ArrayList<>();
        for (int i = at - 179; i <= at; i++) {
            returns.add(close(bars, i) / close(bars, i - 1) - 1);
        }
        return Plain.deviation(returns);
    }

    private static double lowestLong(Holding holding) {
        return Math.min(holding.decisionE8(), holding.entryE8()) / POINT - (10 + 100);
    }

    private static double close(List<Bar> bars, int at) {
        return bars.get(at).closeE8() / POINT;
    }

    /** The close of the last bar up to then, NaN when there was none yet. */
    private static double closeAt(List<Bar> bars, long millis) {
        double close = Double.NaN;
        for (Bar bar : bars) {
            if (bar.closeMillis() <= millis) {
                close = bar.closeE8() / POINT;
            }
        }
        return close;
    }
}
