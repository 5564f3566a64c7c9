package dev.barkeeper.paper;

import dev.barkeeper.model.Quote;
import dev.barkeeper.model.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one market shows the public: state, trades, quotes, book and their changes. Not thread-safe. */
final class MarketNews {
    private static final long OPEN_INTEREST_LEVELS = 5_000;
    private static final long LEVEL_ID_KIND = 0x4C564CL;
    private static final Quote NOTHING = new Quote("", 0, 0, 0, 0, 0);

    private final Floor floor;
    private final Market market;
    private long toldTrades;
    /** What was told last; nothing once nobody listens, since who listens next begins with what is there then. */
    private Quote toldQuote = NOTHING;

    private Map<Long, Long> toldBook = Map.of();
    private DayStats day = new DayStats(-1, 0, 0, 0, 0, 0, 0, 0, 0);

    MarketNews(Floor floor, Market market) {
        this.floor = floor;
        this.market = market;
    }

    /** Tells what changed since the last time, as far as anybody listens. */
    void publish(boolean priceMoved) {
        Outbound outbound = floor.outbound();
        if (!outbound.hasListeners()) {
            toldTrades = market.tape().end();
            toldQuote = NOTHING;
            toldBook = Map.of();
            return;
        }
        if (outbound.wants(VenueTopic.TRADE)) {
            List<PaperTrade> fresh = new ArrayList<>();
            for (long i = Math.max(toldTrades, market.tape().first());
                    i < market.tape().end();
                    i++) {
                fresh.add(trade(i));
            }
            if (!fresh.isEmpty()) {
                outbound.tell(VenueTopic.TRADE, listener -> listener.onTrades(fresh));
            }
        }
        toldTrades = market.tape().end();
        if (outbound.wants(VenueTopic.QUOTE)) {
            publishQuote();
        } else {
            toldQuote = NOTHING;
        }
        if (outbound.wants(VenueTopic.BOOK)) {
            publishBook();
        } else {
            toldBook = Map.of();
        }
        if (priceMoved && outbound.wants(VenueTopic.INSTRUMENT)) {
            MarketState state = state();
            outbound.tell(VenueTopic.INSTRUMENT, listener -> listener.onInstrument(state));
        }
    }

    MarketState state() {
        if (day.barsEnd() != market.bars().end()) {
            day = DayStats.of(market);
        }
        Quote quote = market.quote();
        long openInterest = OPEN_INTEREST_LEVELS * market.spec().ladderContracts();
        for (Holding holding : market.holders()) {
            openInterest += Math.max(0, holding.contracts);
        }
        return new MarketState(
                market.spec(),
                floor.nowMillis(),
                market.priceE8(),
                market.isRising(),
                market.markE8(),
                market.priceE8(),
                quote.bidE8(),
                quote.askE8(),
                market.fundingRateE8(),
                Market.nextFundingAfter(floor.nowMillis()),
                openInterest,
                market.math().value(openInterest, market.markE8()),
                day.volume(),
                day.turnoverMinor(),
                day.homeNotionalE8(),
                day.foreignNotionalE8(),
                day.highE8(),
                day.lowE8(),
                day.vwapE8(),
                day.firstE8());
    }

    PaperTrade trade(long sequence) {
        TradeTape tape = market.tape();
        long contracts = tape.contracts(sequence);
        long value = market.math().value(contracts, tape.price(sequence));
        return new PaperTrade(
                market.symbol(),
                tape.millis(sequence),
                tape.side(sequence),
                contracts,
                tape.price(sequence),
                tape.tick(sequence),
                floor.ids().match(market.number(), sequence),
                value,
                market.math().homeNotional(contracts, value),
                market.math().foreignNotional(contracts, value));
    }

    /** The quote as the path left it at one of its trades; sizes are those of a fresh ladder. */
    Optional<Quote> quoteAt(long sequence) {
        if (!market.tape().isPath(sequence)) {
            return Optional.empty();
        }
        long price = market.tape().price(sequence);
        boolean rising = market.tape().side(sequence) == Side.BUY;
        Ladder then = new Ladder(market.spec(), floor.settings());
        then.moveTo(price, rising, market.tape().millis(sequence));
        return Optional.of(new Quote(
                market.symbol(),
                market.tape().millis(sequence),
                then.priceAt(Side.BUY, 0),
                then.contractsAt(Side.BUY, 0),
                then.priceAt(Side.SELL, 0),
                then.contractsAt(Side.SELL, 0)));
    }

    /** Sells by descending price, then buys by descending price. */
    List<BookLevel> book(int depth) {
        List<BookLevel> levels = new ArrayList<>();
        List<BookLevel> sells = side(Side.SELL, depth);
        for (int i = sells.size() - 1; i >= 0; i--) {
            levels.add(sells.get(i));
        }
        levels.addAll(side(Side.BUY, depth));
        return levels;
    }

    private List<BookLevel> side(Side side, int depth) {
        Map<Long, Long> sizes =
                new TreeMap<>(side == Side.BUY ? Comparator.<Long>reverseOrder() : Comparator.<Long>naturalOrder());
        for (int level = 0; level < market.ladder().levels(); level++) {
            long contracts = market.ladder().contractsAt(side, level);
            if (contracts > 0) {
                sizes.put(market.ladder().priceAt(side, level), contracts);
            }
        }
        for (LiveOrder order : market.resting()) {
            if (order.side == side && order.displayContracts != 0) {
                sizes.merge(order.limitE8, order.leaves, Long::sum);
            }
        }
        List<BookLevel> levels = new ArrayList<>();
        sizes.forEach((price, contracts) -> {
            if (depth == 0 || levels.size() < depth) {
                levels.add(new BookLevel(
                        market.symbol(), levelId(side, price), side, contracts, price, floor.nowMillis()));
            }
        });
        return levels;
    }

    private long levelId(Side side, long priceE8) {
        long noise = VenueIds.mix(market.number(), LEVEL_ID_KIND + side.ordinal(), priceE8);
        return 10_000_000_000L + (noise >>> 20);
    }

    private void publishQuote() {
        Quote quote = market.quote();
        boolean same = quote.bidE8() == toldQuote.bidE8()
                && quote.askE8() == toldQuote.askE8()
                && quote.bidContracts() == toldQuote.bidContracts()
                && quote.askContracts() == toldQuote.askContracts();
        if (!same) {
            toldQuote = quote;
            floor.outbound().tell(VenueTopic.QUOTE, listener -> listener.onQuote(quote));
        }
    }

    private void publishBook() {
        Map<Long, Long> contractsById = new HashMap<>();
        for (BookLevel level : book(0)) {
            contractsById.put(level.id(), level.contracts());
        }
        if (!contractsById.equals(toldBook)) {
            toldBook = contractsById;
            floor.outbound().tell(VenueTopic.BOOK, listener -> listener.onBook(market.symbol()));
        }
    }
}
