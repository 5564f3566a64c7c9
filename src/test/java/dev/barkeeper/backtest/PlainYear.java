package dev.barkeeper.backtest;

import dev.barkeeper.paper.PriceBar;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of the strategies, of stops and of fills once more, read from their description, over plain arrays: closes
 * in price units, one position, one loop. Shipped defaults; no minute is missing and every minute opens at the close
 * before.
 */
final class PlainYear {
    private static final double TICK = 0.5;
    private static final double PAD = 10;
    private static final double LONG_DELTA = 100;
    private static final double SHORT_DELTA = 400;

    /** A position from entry to exit, bars by index. */
    record Trade(boolean isLong, int entryBar, double entry, int exitBar, double exit, boolean stopped) {}

    /** What a rule wants: 1 long, −1 short, 0 out; {@link #KEEP} nothing new. */
    interface Rule {
        int KEEP = 9;

        int wanted(int bar, int position);
    }

    final int bars;
    final double[] high;
    final double[] low;
    final double[] close;
    final boolean[] rising;
    final long firstCloseMillis;
    private final List<Trade> trades = new ArrayList<>();
    private int position;
    private double decision;
    private double entry;
    private int since;

    PlainYear(HeldPrices prices) {
        bars = prices.size();
        high = new double[bars];
        low = new double[bars];
        close = new double[bars];
        rising = new boolean[bars];
        firstCloseMillis = prices.bar(0).openMillis() + 60_000;
        boolean up = true;
        for (int i = 0; i < bars; i++) {
            PriceBar bar = prices.bar(i);
            high[i] = bar.highE8() / 1e8;
            low[i] = bar.lowE8() / 1e8;
            close[i] = bar.closeE8() / 1e8;
            double open = bar.openE8() / 1e8;
            boolean rose = close[i] >= open;
            double[] way = {
                i == 0 ? open : close[i - 1], open, rose ? low[i] : high[i], rose ? high[i] : low[i], close[i]
            };
            for (int leg = 1; leg < way.length; leg++) {
                up = way[leg] == way[leg - 1] ? up : way[leg] > way[leg - 1];
            }
            rising[i] = up;
        }
    }

    /** From the bar that ends the warm-up to the last. */
    List<Trade> trade(int first, Rule rule) {
        for (int i = first; i < bars; i++) {
            stopOut(i);
            int wanted = rule.wanted(i, position);
            if (wanted == Rule.KEEP || wanted == position) {
                continue;
            }
            if (position != 0) {
                trades.add(new Trade(position > 0, since, entry, i, position > 0 ? bid(i) : ask(i), false));
                position = 0;
            }
            if (wanted != 0) {
                position = wanted;
                decision = close[i];
                entry = wanted > 0 ? ask(i) : bid(i);
                since = i;
            }
        }
        return trades;
    }

    Rule momentum(int period) {
        return (i, held) -> close[i] > close[i - period] ? 1 : -1;
    }

    Rule movement() {
        return (i, held) -> {
            double move = close[i] - close[i - 5];
            if (Math.abs(move) >= 20 && Math.signum(move) != held) {
                return (int) Math.signum(move);
            }
            boolean leaves = held != 0 && (held * (close[i] - close[since - 5]) < 0 || held * move <= 2);
            return leaves ? 0 : Rule.KEEP;
        };
    }

    Rule volatilityBreakout() {
        double[] volatility = volatilities(close, 180);
        return (i, held) -> {
            double change = close[i] - close[i - 5];
            if (held != 0) {
                return change < -25 || low[i] < Math.min(decision, entry) - PAD - LONG_DELTA ? 0 : Rule.KEEP;
            }
            double z = (close[i] / close[i - 5] - 1) / volatility[i];
            return z > 10 && volatility[i - 1] < 0.0005 ? 1 : Rule.KEEP;
        };
    }

    Rule maComposite() {
        return new Composite();
    }

    private double bid(int i) {
        return rising[i] ? close[i] - TICK : close[i];
    }

    private double ask(int i) {
        return rising[i] ? close[i] : close[i] + TICK;
    }

    private void stopOut(int i) {
        double stop = position > 0
                ? Math.floor((Math.min(decision, entry) - PAD - LONG_DELTA) / TICK) * TICK
                : Math.ceil((Math.max(decision, entry) + PAD + SHORT_DELTA) / TICK) * TICK;
        if (position > 0 && low[i] <= stop || position < 0 && high[i] >= stop) {
            trades.add(new Trade(position > 0, since, entry, i, stop, true));
            position = 0;
        }
    }

    /** Sample deviation of the last so many returns, from the sums at each bar. */
    private static double[] volatilities(double[] prices, int count) {
        double[] all = new double[prices.length];
        for (int i = count; i < prices.length; i++) {
            double sum = 0;
            for (int j = i - count + 1; j <= i; j++) {
                sum += prices[j] / prices[j - 1] - 1;
            }
            double mean = sum / count;
            double squares = 0;
            for (int j = i - count + 1; j <= i; j++) {
                double distance = prices[j] / prices[j - 1] - 1 - mean;
                squares += distance * distance;
            }
            all[i] = Math.sqrt(squares / (count - 1));
        }
        return all;
    }

    /** Signals at the closes of five minutes; a long waits five minutes for a rise of ten. */
    private final class Composite implements Rule {
        private final double[] fives;
        private final int[] fiveOf = new int[bars];
        private final double[] sums;
        private final double[] deviations;
        private final List<Double> waiting = new ArrayList<>();

        Composite() {
            List<Double> closes = new ArrayList<>();
            for (int i = 0; i < bars; i++) {
                boolean ends = (firstCloseMillis + i * 60_000L) % 300_000 == 0;
                if (ends) {
                    closes.add(close[i]);
                }
                fiveOf[i] = ends ? closes.size() - 1 : -1;
            }
            fives = closes.stream().mapToDouble(Double::doubleValue).toArray();
            sums = new double[fives.length + 1];
            for (int i = 0; i < fives.length; i++) {
                sums[i + 1] = sums[i] + fives[i];
            }
            deviations = volatilities(fives, 96);
        }

        @Override
        public int wanted(int i, int held) {
            if (held != 0) {
                waiting.clear();
                boolean passed = held > 0
                        ? low[i] < Math.min(decision, entry) - PAD - LONG_DELTA
                        : high[i] > Math.max(decision, entry) + PAD + SHORT_DELTA;
                return i - since >= 180 || passed ? 0 : KEEP;
            }
            double market = rising[i] ? close[i] - TICK / 2 : close[i] + TICK / 2;
            int five = fiveOf[i];
            boolean isOver = waiting.size() == 5;
            if (isOver && market - waiting.get(0) >= 10) {
                waiting.clear();
                return 1;
            }
            if (five >= 0 && isShort(five)) {
                waiting.clear();
                return -1;
            }
            boolean waits = waiting.isEmpty() ? five >= 0 && isLong(five) : !isOver;
            if (waits) {
                waiting.add(market);
            } else {
                waiting.clear();
            }
            return KEEP;
        }

        private boolean isLong(int five) {
            return (fives[five] / fives[five - 1] - 1) / deviations[five] > 4
                    && fives[five] < average(five, 5_760) * 1.5;
        }

        private boolean isShort(int five) {
            int[] lengths = {5, 10, 20, 50, 200};
            int comps = 0;
            for (int k = 0; k < 4; k++) {
                comps += average(five, lengths[k]) > average(five, lengths[k + 1]) ? 1 : 0;
            }
            return comps >= 3 && fives[five] < 0.99 * fives[five - 1] && fives[five] > average(five, 5_760);
        }

        private double average(int five, int length) {
            return (sums[five + 1] - sums[five + 1 - length]) / length;
        }
    }
}
