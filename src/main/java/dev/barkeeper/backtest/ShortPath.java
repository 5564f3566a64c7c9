package dev.barkeeper.backtest;

import dev.barkeeper.execution.StopRule;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TriggerPrice;
import dev.barkeeper.paper.Costs;
import dev.barkeeper.paper.Extremes;
import dev.barkeeper.paper.MinuteTape;
import dev.barkeeper.risk.RiskLimits;
import dev.barkeeper.strategy.Holding;
import dev.barkeeper.strategy.Moment;
import dev.barkeeper.strategy.Strategy;
import dev.barkeeper.strategy.Wish;
import dev.barkeeper.strategy.Wishes;
import java.util.Map;
import java.util.Optional;

/**
 * A run cut short, for the many of a sweep: the strategy, the stop's rule, costs, trips and figures are the real ones;
 * what happens between a wish and its fill is reduced to the one thing that can come of it at a venue that stands still,
 * whose book is deeper than the order. Where anything else may come of it (a latency, an order beyond the first level, a
 * refusal, a stop-limit that is jumped over, a thin deposit), the run says so and has no score: it belongs to the whole
 * path, {@link Backtest}. Its trades and figures are those of the whole path. Not thread-safe; runs are independent.
 */
public final class ShortPath {
    /**
     * What came of it.
     *
     * @param score empty when the run belongs to the whole path
     * @param whyNot the reason for that, in few words
     */
    public record Verdict(Optional<Score> score, String whyNot) {}

    private final Plan plan;
    private final MinuteTape tape;
    private final Instrument instrument;
    private final Costs costs;
    private final StopRule stopRule;
    private final RiskLimits limits;
    private final String symbol;
    private final Strategy strategy;
    private final TripBook book;
    private final Returns returns;
    private final RecentRows recent;
    private Optional<Holding> holding = Optional.empty();
    private long contracts;
    private long costMinor;
    private long stopE8;
    private String whyNot = "";

    private ShortPath(Plan plan, MinuteTape tape) {
        this.plan = plan;
        this.tape = tape;
        instrument = plan.rules().instrument();
        costs = plan.listing().costs();
        stopRule = plan.rules().stopRule();
        limits = plan.rules().limits();
        symbol = plan.rules().key().symbol();
        strategy = plan.strategy().get();
        book = new TripBook(instrument, Map.of());
        returns = new Returns(plan.depositMinor());
        recent = new RecentRows(symbol);
    }

    /**
     * Runs it.
     *
     * @param tape of the same contract, costs, venue settings and prices; it may begin earlier and end later
     * @param lastMillis end of the plan's last bar
     */
    public static Verdict run(Plan plan, MinuteTape tape, long lastMillis) {
        ShortPath run = new ShortPath(plan, tape);
        run.walk(lastMillis);
        return run.whyNot.isEmpty()
                ? new Verdict(Optional.of(Score.of(plan.depositMinor(), run.book, run.returns)), "")
                : new Verdict(Optional.empty(), run.whyNot);
    }

    private void walk(long lastMillis) {
        long warmMillis = plan.history().newestClose(symbol);
        MinuteTape.Opening opening = MinuteTape.opening(plan.listing(), plan.venue());
        int first = tape.indexOf(opening.atMillis() + Bar.MINUTE_MILLIS).orElse(-1);
        int last = tape.indexOf(lastMillis).orElse(-1);
        if (plan.latency().isPresent()) {
            whyNot = "a latency";
        } else if (plan.venue().extremes() != Extremes.BY_DIRECTION) {
            whyNot = "another order of the extremes";
        } else if (stopRule.trigger() == TriggerPrice.MARK) {
            whyNot = "stops on the mark price";
        } else if (!tape.isWhole() || first < 0 || last < first || warmMillis != opening.atMillis()) {
            whyNot = "a hole in the prices";
        } else if (tape.highE8(first) == tape.lowE8(first)) {
            // whether the price was rising before is not known to a venue that opens here
            whyNot = "a first minute that stands still";
        } else {
            Bar newest = warmUp(warmMillis);
            long closeE8 = newest.closeE8();
            decide(newest, closeE8, new Book(opening.bidE8(), opening.askE8(), opening.lastE8()));
            value(newest.closeMillis(), opening.markE8());
            for (int i = first; i <= last && whyNot.isEmpty(); i++) {
                minute(i, i == first ? tape.firstBar(i) : tape.bar(i));
            }
            book.end(lastMillis, tape.markE8(last), unrealised(tape.markE8(last)));
        }
    }

    /** The history's last bar, decided on as the first. */
    private Bar warmUp(long newestMillis) {
        Bar[] newest = new Bar[1];
        long spare = (strategy.warmUpBars() + 1_440) * Bar.MINUTE_MILLIS;
        plan.history().read(symbol, newestMillis - spare, newestMillis, bar -> {
            strategy.onBar(bar);
            newest[0] = bar;
        });
        return newest[0];
    }

    /** What a market order meets, and where the price stands. */
    private record Book(long bidE8, long askE8, long lastE8) {
        long of(Side taker) {
            return taker == Side.BUY ? askE8 : bidE8;
        }
    }

    private void minute(int index, Bar bar) {
        if (contracts > 0 ? bar.lowE8() <= stopE8 : contracts < 0 && bar.highE8() >= stopE8) {
            stopOut(index);
        }
        if (tape.funds(index) && contracts != 0) {
            pay(index);
        }
        strategy.onBar(bar);
        long bid = tape.bidE8(index);
        long ask = tape.askE8(index);
        decide(bar, (bid + ask) / 2, new Book(bid, ask, bar.closeE8()));
        value(bar.closeMillis(), tape.markE8(index));
    }

    private void stopOut(int index) {
        Optional<MinuteTape.Touch> met = tape.touch(index, stopE8, contracts < 0);
        if (met.isEmpty()) {
            return;
        }
        Direction held = contracts > 0 ? Direction.LONG : Direction.SHORT;
        Side side = held.exitSide();
        long size = Math.abs(contracts);
        long priceE8 = met.get().priceE8();
        long worseE8 = slipped(side, size, priceE8);
        if (stopRule.isLimit()) {
            long limitE8 = stopRule.limitE8(instrument, held, stopE8);
            if (side.sign() * (limitE8 - priceE8) < 0) {
                whyNot = "a stop-limit that was jumped over";
                return;
            }
            worseE8 = side.sign() * (limitE8 - worseE8) < 0 ? limitE8 : worseE8;
        }
        fill(side, size, worseE8, stopE8, met.get().atMillis(), true, 0);
    }

    private void pay(int index) {
        Side side = contracts > 0 ? Side.BUY : Side.SELL;
        long value = tape.signedCostMinor(side, Math.abs(contracts), tape.fundingMarkE8(index));
        long rate = costs.funding().rateE8(tape.closeMillis(index));
        book.pay(Long.signum(contracts) * Instrument.feeMinor(value, rate));
        demandMoney();
    }

    private void decide(Bar bar, long marketE8, Book market) {
        Wishes wishes = strategy.decide(new Moment(bar, marketE8, holding, recent));
        int wanted = wanted(wishes);
        boolean leaves = contracts != 0
                && (wanted != 0
                        || (contracts > 0 ? wishes.longSide() : wishes.shortSide()).action() == Wish.Action.LEAVE);
        long entering = wanted == 0 ? 0 : (wanted > 0 ? wishes.longSide() : wishes.shortSide()).contracts();
        row(bar, wishes.longSide(), 1, wanted, entering, leaves, marketE8);
        row(bar, wishes.shortSide(), -1, wanted, entering, leaves, marketE8);
        if (leaves || wanted != 0) {
            act(bar, marketE8, market, leaves, wanted, entering);
        }
    }

    private int wanted(Wishes wishes) {
        if (wishes.longSide().action() == Wish.Action.ENTER) {
            return contracts > 0 ? 0 : 1;
        }
        return wishes.shortSide().action() == Wish.Action.ENTER && contracts >= 0 ? -1 : 0;
    }

    private void row(Bar bar, Wish wish, int side, int wanted, long entering, boolean leaves, long marketE8) {
        long size = 0;
        long priceE8 = 0;
        if (wanted == side) {
            size = entering;
            priceE8 = bar.closeE8();
        } else if (Long.signum(contracts) == side && !leaves) {
            size = Math.abs(contracts);
            priceE8 = holding.get().decisionE8();
        }
        recent.add(bar.closeMillis(), size, priceE8, marketE8, wish.active(), wish.why());
    }

    private void act(Bar bar, long marketE8, Book market, boolean leaves, int wanted, long entering) {
        long leaving = leaves ? Math.abs(contracts) : 0;
        boolean isFree = entering <= limits.orderMaxContracts()
                && entering <= limits.positionMaxContracts()
                && entering <= instrument.maxOrderContracts()
                && entering % instrument.lotContracts() == 0;
        if (!isFree) {
            whyNot = "an entry that is refused";
        } else if (leaving + entering > tape.fewestContracts() || market.bidE8() <= instrument.tickE8()) {
            whyNot = "an order beyond the book's first level";
        } else {
            long now = bar.closeMillis();
            if (leaves) {
                Side side = contracts > 0 ? Side.SELL : Side.BUY;
                fill(side, leaving, slipped(side, leaving, market.of(side)), marketE8, now, false, 0);
            }
            if (wanted != 0) {
                enter(bar, marketE8, market, wanted > 0 ? Direction.LONG : Direction.SHORT, entering);
            }
        }
    }

    private void enter(Bar bar, long marketE8, Book market, Direction wanted, long entering) {
        Side side = wanted.entrySide();
        long entryE8 = slipped(side, entering, market.of(side));
        stopE8 = stopRule.triggerE8(instrument, wanted, bar.closeE8(), entryE8, 0);
        fill(side, entering, entryE8, marketE8, bar.closeMillis(), false, stopE8);
        holding = Optional.of(new Holding(wanted, entering, bar.closeE8(), entryE8, bar.closeMillis()));
        boolean isBehind = wanted.sign() * (market.lastE8() - stopE8) > 0 && stopE8 <= instrument.maxPriceE8();
        if (!isBehind) {
            whyNot = "a stop that the price has passed already";
        }
        demandMoney();
    }

    /** The book's price, made worse by the slippage model. */
    private long slipped(Side side, long size, long priceE8) {
        return Math.max(
                instrument.tickE8(), priceE8 + side.sign() * costs.slippage().ticks(size) * instrument.tickE8());
    }

    private void fill(Side side, long size, long priceE8, long referenceE8, long atMillis, boolean isStop, long stop) {
        long cost = tape.signedCostMinor(side, size, priceE8);
        long fee = Instrument.feeMinor(cost, costs.fees().rateE8(false));
        long slippage = cost - tape.signedCostMinor(side, size, referenceE8);
        Trip.Ending ending = isStop ? Trip.Ending.STOPPED : Trip.Ending.LEFT;
        book.add(new TripBook.Execution(side, size, priceE8, cost, fee, slippage, atMillis, ending, stop));
        contracts += side.sign() * size;
        costMinor = contracts == 0 ? 0 : cost;
        holding = Optional.empty();
    }

    /** A margin call, a refusal for lack of margin and a liquidation are far as long as the position is paid in full. */
    private void demandMoney() {
        Side in = contracts > 0 ? Side.BUY : Side.SELL;
        long out = tape.signedCostMinor(in.opposite(), Math.abs(contracts), stopE8);
        long atStop = plan.depositMinor() + book.cashMinor() - costMinor - out;
        long value = Math.max(Math.abs(costMinor), Math.abs(out));
        if (atStop < value || value > plan.listing().spec().riskLimitMinor()) {
            whyNot = "a deposit that is small for the position";
        }
    }

    private void value(long barMillis, long markE8) {
        returns.add(barMillis, plan.depositMinor() + book.cashMinor() + unrealised(markE8));
    }

    private long unrealised(long markE8) {
        Side side = contracts > 0 ? Side.BUY : Side.SELL;
        return contracts == 0 ? 0 : tape.signedCostMinor(side, Math.abs(contracts), markE8) - costMinor;
    }
}
