package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Quote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of one venue, wired together. Not thread-safe: {@link PaperVenue} holds the lock. */
final class Engine {
    final Floor floor;
    final Bookkeeper books;
    final PathWalker walker;
    final OrderDesk desk;
    final Clockwork clockwork;
    final BarDesk bars;
    private final Map<Market, MarketNews> news = new LinkedHashMap<>();

    Engine(VenueSettings settings, List<Listing> listings) {
        floor = new Floor(settings);
        books = new Bookkeeper(floor);
        Matcher matcher = new Matcher(floor, books);
        walker = new PathWalker(floor, books, matcher);
        desk = new OrderDesk(floor, books, matcher);
        bars = new BarDesk(floor);
        List<MarketFeed> feeds = new ArrayList<>();
        long start = Long.MAX_VALUE;
        for (Listing listing : listings) {
            MarketFeed feed = list(listing, feeds.size(), settings);
            feeds.add(feed);
            start = Math.min(start, feed.startMillis());
        }
        if (feeds.isEmpty()) {
            throw new IllegalArgumentException("a paper venue needs at least one listing");
        }
        floor.setNow(start);
        floor.ids().startAt(start);
        clockwork = new Clockwork(floor, books, walker, desk, bars, feeds, List.copyOf(news.values()));
    }

    private MarketFeed list(Listing listing, int number, VenueSettings settings) {
        String symbol = listing.spec().symbol();
        if (!listing.prices().hasNext()) {
            throw new PriceSourceException(symbol + ": the prices have no bar at all; give at least one");
        }
        if (floor.markets().containsKey(symbol)) {
            throw new IllegalArgumentException("instrument " + symbol + " is listed twice");
        }
        PriceBar first = listing.prices().next();
        long previous = listing.prices().closeBefore().orElse(first.openE8());
        Market market = new Market(
                number, listing, settings, first, listing.spec().instrument().roundToTick(previous));
        floor.markets().put(symbol, market);
        news.put(market, new MarketNews(floor, market));
        return new MarketFeed(market, listing.prices(), settings, first);
    }

    /** After an account did something: reduce-only orders fit again, and everybody hears of it. */
    void afterAction() {
        walker.settle();
        boolean moved = !books.moved().isEmpty();
        books.publish();
        if (moved) {
            news.values().forEach(shown -> shown.publish(false));
        }
        floor.outbound().flush();
    }

    boolean openAccount(long number, Map<String, Long> depositsMinor) {
        if (floor.accounts().containsKey(number)) {
            return false;
        }
        Account opened = new Account(number, floor.settings().executionsKept());
        floor.accounts().put(number, opened);
        // a map's order may differ from process to process, and ids are drawn here: XBt before USDt, always
        depositsMinor.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByKey().reversed())
                .forEach(deposit -> books.deposit(opened, deposit.getKey(), deposit.getValue()));
        return true;
    }

    List<CancelRow> cancel(Account owner, List<String> orderIds, List<String> clOrdIds, String text) {
        List<CancelRow> rows = new ArrayList<>();
        orderIds.forEach(id -> rows.add(desk.cancel(owner, id, false, text)));
        clOrdIds.forEach(id -> rows.add(desk.cancel(owner, id, true, text)));
        return rows;
    }

    DeadMan arm(Account account, long timeoutMillis) {
        long at = timeoutMillis <= 0 ? 0 : floor.nowMillis() + timeoutMillis;
        account.arm(at);
        clockwork.rearm();
        return new DeadMan(floor.nowMillis(), at);
    }

    Optional<PaperPosition> setLeverage(Account account, String symbol, long leverageE8) {
        Market market = floor.markets().get(symbol);
        if (market == null) {
            return Optional.empty();
        }
        return MarginDesk.setLeverage(account.holding(market), leverageE8).map(holding -> {
            books.moved().add(holding);
            return MarginDesk.position(holding, floor.nowMillis());
        });
    }

    /** Moves a market from outside, as {@link PaperVenue#push} says. */
    void push(String symbol, long priceE8, long contracts, long atMillis) {
        Market market = market(symbol);
        floor.setNow(Math.max(floor.nowMillis(), atMillis));
        clockwork.fundIfDue(market);
        walker.walk(market, market.spec().instrument().roundToTick(priceE8), contracts, true);
        news.get(market).publish(true);
        books.markMoved(market);
        books.publish();
        floor.outbound().flush();
    }

    Optional<MarketState> state(String symbol) {
        return Optional.ofNullable(floor.markets().get(symbol))
                .map(market -> news.get(market).state());
    }

    List<BookLevel> book(String symbol, int depthPerSide) {
        return news.get(market(symbol)).book(depthPerSide);
    }

    List<PaperTrade> trades(String symbol, Window window) {
        Market market = market(symbol);
        TradeTape tape = market.tape();
        return Windows.cut(
                tape.first(),
                tape.end(),
                tape::millis,
                sequence -> Optional.of(news.get(market).trade(sequence)),
                window);
    }

    List<Quote> quotes(String symbol, Window window) {
        Market market = market(symbol);
        TradeTape tape = market.tape();
        return Windows.cut(tape.first(), tape.end(), tape::millis, news.get(market)::quoteAt, window);
    }

    List<Bar> bars(String symbol, BinSize size, Window window, boolean partial) {
        return bars.bars(market(symbol), size, window, partial);
    }

    List<FundingRow> funding(String symbol, Window window) {
        Market market = market(symbol);
        long interval = Market.FUNDING_INTERVAL_MILLIS;
        long last = Market.nextFundingAfter(floor.nowMillis()) - interval;
        long first = Market.nextFundingAfter(market.history().closeMillis(0));
        return Windows.cut(
                0,
                (last - first) / interval + 1,
                index -> first + index * interval,
                index -> Optional.of(new FundingRow(
                        symbol,
                        first + index * interval,
                        interval,
                        market.costs().funding().rateE8(first + index * interval))),
                window);
    }

    Market market(String symbol) {
        Market market = floor.markets().get(symbol);
        if (market == null) {
            throw new IllegalArgumentException("no instrument " + symbol + " at this venue; it has "
                    + floor.markets().keySet());
        }
        return market;
    }
}
