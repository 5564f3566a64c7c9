package dev.barkeeper.backtest;

import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.Side;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fills and payments in order become trips and money, by the venue's own costs. Not thread-safe. */
final class TripBook {
    private final Instrument instrument;
    private final Map<Long, Long> stopsE8ByBar;
    private final List<Trip> trips = new ArrayList<>();
    private long contracts;
    private long costMinor;
    private long cashMinor;
    private long feesMinor;
    private long fundingMinor;
    private long slippageMinor;
    private Running running = new Running();

    /** @param stopsE8ByBar triggers of the stops by the bar they were derived from */
    TripBook(Instrument instrument, Map<Long, Long> stopsE8ByBar) {
        this.instrument = instrument;
        this.stopsE8ByBar = stopsE8ByBar;
    }

    /** Realised profit less fees and funding so far. */
    long cashMinor() {
        return cashMinor;
    }

    long contracts() {
        return contracts;
    }

    /** What the position would bring at that price, without fees. */
    long unrealisedMinor(long priceE8) {
        Side in = contracts > 0 ? Side.BUY : Side.SELL;
        return contracts == 0 ? 0 : instrument.signedCostMinor(in, Math.abs(contracts), priceE8) - costMinor;
    }

    long feesMinor() {
        return feesMinor;
    }

    long fundingMinor() {
        return fundingMinor;
    }

    long slippageMinor() {
        return slippageMinor;
    }

    List<Trip> trips() {
        return trips;
    }

    /**
     * Takes a fill in.
     *
     * @param marketE8 the market price when its order was sent
     */
    void add(Fill fill, long marketE8) {
        Trip.Ending ending = endingBy(fill);
        long stop = fill.clientId()
                .map(id -> stopsE8ByBar.getOrDefault(id.barMillis(), 0L))
                .orElse(0L);
        add(new Execution(
                fill.side(),
                fill.lastContracts(),
                fill.lastE8(),
                fill.costMinor(),
                fill.feeMinor(),
                switch (ending) {
                    case STOPPED -> slippage(fill, fill.triggerE8());
                    case LIQUIDATED -> 0;
                    default -> slippage(fill, marketE8);
                },
                fill.atMillis(),
                ending,
                stop));
    }

    /** Nobody but the venue trades here beside the bot. */
    private static Trip.Ending endingBy(Fill fill) {
        if (fill.clientId().isEmpty()) {
            return Trip.Ending.LIQUIDATED;
        }
        return fill.orderType().isTriggered() ? Trip.Ending.STOPPED : Trip.Ending.LEFT;
    }

    /**
     * What of a fill makes trips.
     *
     * @param slippageMinor above 0: worse than the reference
     * @param ending of a trip that it ends
     * @param stopE8 trigger of the stop behind it, should it open a position
     */
    record Execution(
            Side side,
            long contracts,
            long priceE8,
            long costMinor,
            long feeMinor,
            long slippageMinor,
            long atMillis,
            Trip.Ending ending,
            long stopE8) {}

    /** The same. */
    void add(Execution fill) {
        long closing =
                Long.signum(contracts) == -fill.side().sign() ? Math.min(Math.abs(contracts), fill.contracts()) : 0;
        long opening = fill.contracts() - closing;
        slippageMinor += fill.slippageMinor();
        running.slippage += fill.slippageMinor();
        feesMinor += fill.feeMinor();
        cashMinor -= fill.feeMinor();
        running.fees += fill.feeMinor();
        long closeCost = 0;
        if (closing > 0) {
            closeCost = closing == fill.contracts()
                    ? fill.costMinor()
                    : instrument.signedCostMinor(fill.side(), closing, fill.priceE8());
            close(fill, closing, closeCost);
        }
        if (opening > 0) {
            open(fill, opening, fill.costMinor() - closeCost);
        }
    }

    void add(Payment payment) {
        pay(payment.amountMinor());
    }

    /** Funding; negative: received. */
    void pay(long amountMinor) {
        fundingMinor += amountMinor;
        cashMinor -= amountMinor;
        running.funding += amountMinor;
    }

    /** The run is over: what is still held becomes an open trip. */
    void end(long atMillis, long markE8, long unrealisedMinor) {
        if (contracts != 0) {
            trips.add(running.trip(atMillis, markE8, Trip.Ending.OPEN, running.gross + unrealisedMinor));
        }
    }

    private void close(Execution fill, long closing, long closeCost) {
        long held = Math.abs(contracts);
        long portion = closing == held ? costMinor : share(costMinor, closing, held);
        long gross = -(portion + closeCost);
        costMinor -= portion;
        contracts += fill.side().sign() * closing;
        cashMinor += gross;
        running.gross += gross;
        running.closed += closing;
        running.closedSum += (double) fill.priceE8() * closing;
        if (contracts == 0) {
            long price = Math.round(running.closedSum / running.closed);
            trips.add(running.trip(fill.atMillis(), price, fill.ending(), running.gross));
            running = new Running();
        }
    }

    private void open(Execution fill, long opening, long cost) {
        if (contracts == 0) {
            running.direction = fill.side().sign() > 0 ? Direction.LONG : Direction.SHORT;
            running.sinceMillis = fill.atMillis();
            running.stopE8 = fill.stopE8();
        }
        contracts += fill.side().sign() * opening;
        costMinor += cost;
        running.opened += opening;
        running.openedSum += (double) fill.priceE8() * opening;
        running.most = Math.max(running.most, Math.abs(contracts));
    }

    /** As the venue reckons it: truncated toward zero. */
    private static long share(long cost, long part, long whole) {
        return BigInteger.valueOf(cost)
                .multiply(BigInteger.valueOf(part))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }

    /** Above 0: worse than the reference. */
    private long slippage(Fill fill, long referenceE8) {
        if (referenceE8 <= 0) {
            return 0;
        }
        long cost = instrument.signedCostMinor(fill.side(), fill.lastContracts(), referenceE8);
        return fill.costMinor() - cost;
    }

    /** The trip under way. */
    private static final class Running {
        private Direction direction = Direction.LONG;
        private long sinceMillis;
        private long stopE8;
        private long most;
        private long opened;
        private double openedSum;
        private long closed;
        private double closedSum;
        private long gross;
        private long fees;
        private long funding;
        private long slippage;

        Trip trip(long atMillis, long exitE8, Trip.Ending ending, long grossMinor) {
            long entry = opened == 0 ? 0 : Math.round(openedSum / opened);
            return new Trip(
                    direction,
                    most,
                    sinceMillis,
                    entry,
                    stopE8,
                    atMillis,
                    exitE8,
                    ending,
                    grossMinor,
                    fees,
                    funding,
                    slippage);
        }
    }
}
