package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a market shows at each minute's end as long as no order of an account moves its book: the venue itself walks the
 * prices once, and what it showed is read many times. Immutable once made, so any thread may read it.
 */
public final class MinuteTape {
    private static final int CHUNK = 1 << 14;
    private static final int MONEY_COLUMNS = 6;
    private static final int PRICE_COLUMNS = 5;
    private static final int OPEN = 0;
    private static final int HIGH = 1;
    private static final int LOW = 2;
    private static final int CLOSE = 3;
    private static final int FIRST_TRADE = 4;
    private static final int RISING = 1 << 4;
    private static final int LOW_FIRST = 1 << 5;
    private static final int FUNDS = 1 << 6;
    private static final int TRADES = RISING - 1;

    /**
     * Where a venue stands before its first trade.
     *
     * @param lastE8 the first bar's open, on a tick
     */
    public record Opening(long atMillis, long lastE8, long bidE8, long askE8, long markE8) {}

    /** When and at which price of the path a level is met; behind the level when the minute's first trade jumped it. */
    public record Touch(long atMillis, long priceE8) {}

    private final ContractSpec spec;
    private final ContractMath math;
    private final BarTape maker;
    private final VenueSettings settings;
    private final List<long[]> money = new ArrayList<>();
    private final List<int[]> ticks = new ArrayList<>();
    private final List<byte[]> flags = new ArrayList<>();
    private final Map<Integer, Long> fundingMarksE8 = new HashMap<>();
    private int size;
    private boolean whole = true;

    private MinuteTape(ContractSpec spec, VenueSettings settings) {
        this.spec = spec;
        this.settings = settings;
        math = new ContractMath(spec);
        maker = new BarTape(spec, math, spec.instrument().tickE8());
    }

    /** Walks all prices of a listing, which are used up. */
    public static MinuteTape of(Listing listing, VenueSettings settings) {
        MinuteTape tape = new MinuteTape(listing.spec(), settings);
        NewestBars raw = new NewestBars(listing.prices());
        Engine engine = new Engine(settings, List.of(new Listing(listing.spec(), raw, listing.costs())));
        Market market = engine.market(listing.spec().symbol());
        while (!engine.clockwork.isAtEnd()) {
            long open = Math.floorDiv(engine.floor.nowMillis(), Bar.MINUTE_MILLIS) * Bar.MINUTE_MILLIS;
            Optional<PriceBar> given = raw.of(open);
            boolean funds = market.nextFundingMillis() <= open + Bar.MINUTE_MILLIS;
            if (funds) {
                // funding is paid at the mark just before the minute's end is booked
                engine.clockwork.advanceTo(open + Bar.MINUTE_MILLIS - 1);
                tape.fundingMarksE8.put(tape.size, market.markE8());
            }
            long before = market.bars().end();
            engine.clockwork.advanceBar();
            if (market.bars().end() > before) {
                tape.add(market, before, given, funds);
            } else {
                tape.whole = false;
            }
        }
        return tape;
    }

    /** Where a venue of these prices stands when it opens; takes the first bar out of them. */
    public static Opening opening(Listing listing, VenueSettings settings) {
        Engine engine = new Engine(settings, List.of(listing));
        Market market = engine.market(listing.spec().symbol());
        return new Opening(
                engine.floor.nowMillis(), market.priceE8(), market.bestBidE8(), market.bestAskE8(), market.markE8());
    }

    /** Minutes, those without a trade among them. */
    public int size() {
        return size;
    }

    /** Whether minute follows minute: no hole was so long that the venue jumped it. */
    public boolean isWhole() {
        return whole;
    }

    /** The minute that ends then; empty when there is none. Right only while {@link #isWhole}. */
    public OptionalInt indexOf(long closeMillis) {
        long index = size == 0 ? -1 : (closeMillis - closeMillis(0)) / Bar.MINUTE_MILLIS;
        return index >= 0 && index < size ? OptionalInt.of((int) index) : OptionalInt.empty();
    }

    /** Its end. */
    public long closeMillis(int index) {
        return money(index, 0);
    }

    /** The minute as the venue publishes it. */
    public Bar bar(int index) {
        return bar(index, price(index, OPEN));
    }

    /** The same at a venue that opened with it: there is no close before it. */
    public Bar firstBar(int index) {
        return bar(index, price(index, FIRST_TRADE));
    }

    public long highE8(int index) {
        return price(index, HIGH);
    }

    public long lowE8(int index) {
        return price(index, LOW);
    }

    public boolean hasTrades(int index) {
        return (flags(index) & TRADES) > 0;
    }

    /** Best bid at its end. */
    public long bidE8(int index) {
        long close = price(index, CLOSE);
        return (flags(index) & RISING) != 0 ? close - spec.instrument().tickE8() : close;
    }

    /** Best ask at its end. */
    public long askE8(int index) {
        return bidE8(index) + spec.instrument().tickE8();
    }

    /** The mark at its end. */
    public long markE8(int index) {
        return money(index, MONEY_COLUMNS - 1);
    }

    /** Whether funding is paid at its end. */
    public boolean funds(int index) {
        return (flags(index) & FUNDS) != 0;
    }

    /** The mark that funding at its end is paid at. */
    public long fundingMarkE8(int index) {
        return fundingMarksE8.get(index);
    }

    /** The smallest first level there is on either side of the book, contracts. */
    public long fewestContracts() {
        long lot = spec.instrument().lotContracts();
        return Math.max(1, spec.ladderContracts() / 4 / lot) * lot;
    }

    /** Signed as {@link dev.barkeeper.model.Instrument#signedCostMinor}. */
    public long signedCostMinor(Side side, long contracts, long priceE8) {
        return math.signedValue(side, contracts, priceE8);
    }

    /**
     * Where a level on a tick is first met in the minute by a price that was not beyond it before; empty when it is not.
     *
     * @param upward whether it is met from below
     */
    public Optional<Touch> touch(int index, long levelE8, boolean upward) {
        boolean met = upward ? highE8(index) >= levelE8 : lowE8(index) <= levelE8;
        if (!met || !hasTrades(index)) {
            return Optional.empty();
        }
        PricePath path = path(index);
        for (int point = 0; point < PricePath.POINTS; point++) {
            long price = path.price(point);
            boolean reached = upward ? price >= levelE8 : price <= levelE8;
            if (path.contracts(point) > 0 && reached) {
                long at = closeMillis(index) - Bar.MINUTE_MILLIS + PricePath.offsetMillis(point);
                return Optional.of(new Touch(at, point == 0 ? price : levelE8));
            }
        }
        throw new IllegalStateException("minute " + closeMillis(index) + " does not come to " + levelE8);
    }

    /** From its rounded prices: rounding them again changes nothing. */
    private PricePath path(int index) {
        PricePath path = new PricePath(spec.instrument(), VenueIds.mix(settings.seed(), 0, 0));
        PriceBar bar = new PriceBar(
                closeMillis(index) - Bar.MINUTE_MILLIS,
                price(index, FIRST_TRADE),
                price(index, HIGH),
                price(index, LOW),
                price(index, CLOSE),
                money(index, 1));
        path.load(bar, (flags(index) & LOW_FIRST) != 0);
        return path;
    }

    private Bar bar(int index, long openE8) {
        return maker.bar(
                closeMillis(index),
                openE8,
                price(index, HIGH),
                price(index, LOW),
                price(index, CLOSE),
                flags(index) & TRADES,
                money(index, 1),
                money(index, 2),
                money(index, 3),
                money(index, 4));
    }

    private void add(Market market, long number, Optional<PriceBar> given, boolean funds) {
        if (size % CHUNK == 0) {
            money.add(new long[CHUNK * MONEY_COLUMNS]);
            ticks.add(new int[CHUNK * PRICE_COLUMNS]);
            flags.add(new byte[CHUNK]);
        }
        Bar bar = market.bars().bar(number);
        int at = size % CHUNK;
        long[] figures = {bar.closeMillis(), bar.volume(), bar.vwapE8(), bar.lastSize(), bar.turnover(), market.markE8()
        };
        System.arraycopy(figures, 0, money.get(size / CHUNK), at * MONEY_COLUMNS, MONEY_COLUMNS);
        long firstTrade =
                given.map(raw -> spec.instrument().roundToTick(raw.openE8())).orElse(bar.openE8());
        boolean lowFirst = given.map(raw -> raw.closeE8() >= raw.openE8()).orElse(true);
        long[] prices = {bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8(), firstTrade};
        for (int i = 0; i < PRICE_COLUMNS; i++) {
            ticks.get(size / CHUNK)[at * PRICE_COLUMNS + i] =
                    Math.toIntExact(prices[i] / spec.instrument().tickE8());
        }
        flags.get(size / CHUNK)[at] = (byte)
                (bar.trades() | (market.isRising() ? RISING : 0) | (lowFirst ? LOW_FIRST : 0) | (funds ? FUNDS : 0));
        size++;
    }

    private long money(int index, int column) {
        return money.get(index / CHUNK)[index % CHUNK * MONEY_COLUMNS + column];
    }

    private long price(int index, int column) {
        return ticks.get(index / CHUNK)[index % CHUNK * PRICE_COLUMNS + column]
                * spec.instrument().tickE8();
    }

    private int flags(int index) {
        return flags.get(index / CHUNK)[index % CHUNK];
    }

    /** Hands prices on and remembers the newest two: a walk reads one ahead. */
    private static final class NewestBars implements PriceSource {
        private final PriceSource source;
        private Optional<PriceBar> newest = Optional.empty();
        private Optional<PriceBar> before = Optional.empty();

        NewestBars(PriceSource source) {
            this.source = source;
        }

        Optional<PriceBar> of(long openMillis) {
            return newest.filter(bar -> bar.openMillis() == openMillis)
                    .or(() -> before.filter(bar -> bar.openMillis() == openMillis));
        }

        @Override
        public boolean hasNext() {
            return source.hasNext();
        }

        @Override
        public PriceBar next() {
            before = newest;
            newest = Optional.of(source.next());
            return newest.get();
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
