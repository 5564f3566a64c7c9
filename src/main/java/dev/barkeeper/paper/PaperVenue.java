package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Quote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One paper venue: instruments, books, accounts and one venue clock. Thread-safe by one lock; listeners are called in
 * order under it. Deterministic: the same prices, seed and calls at the same venue times give the same results to the
 * last id. Times are epoch milliseconds UTC of the venue's clock, which stands still between calls of
 * {@link #advanceTo} and {@link #step}.
 */
public final class PaperVenue implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Floor floor;
    private final Bookkeeper books;
    private final Matcher matcher;
    private final PathWalker walker;
    private final OrderDesk desk;
    private final BarDesk bars;
    private final Clockwork clockwork;
    private final List<Listing> listings;
    private final Map<Market, MarketNews> news = new LinkedHashMap<>();

    private PaperVenue(VenueSettings settings, List<Listing> listings) {
        this.floor = new Floor(settings);
        this.books = new Bookkeeper(floor);
        this.matcher = new Matcher(floor, books);
        this.walker = new PathWalker(floor, books, matcher);
        this.desk = new OrderDesk(floor, books, matcher);
        this.bars = new BarDesk(floor);
        this.listings = List.copyOf(listings);
        List<MarketFeed> feeds = new ArrayList<>();
        long start = Long.MAX_VALUE;
        for (Listing listing : listings) {
            if (!listing.prices().hasNext()) {
                throw new PriceSourceException(
                        listing.spec().symbol() + ": the prices have no bar at all; give at least one");
            }
            PriceBar first = listing.prices().next();
            long previous = listing.prices().closeBefore().orElse(first.openE8());
            previous = listing.spec().instrument().roundToTick(previous);
            Market market = new Market(feeds.size(), listing, settings, first, previous);
            floor.markets().put(market.symbol(), market);
            feeds.add(new MarketFeed(market, listing.prices(), settings, first));
            news.put(market, new MarketNews(floor, market));
            start = Math.min(start, first.openMillis());
        }
        floor.setNow(start);
        this.clockwork = new Clockwork(floor, books, walker, desk, bars, feeds, List.copyOf(news.values()));
    }

    /**
     * A venue standing at the start of the first bar, before its first trade: the price is that bar's open.
     *
     * @throws PriceSourceException when a source has no usable first bar
     */
    public static PaperVenue open(VenueSettings settings, List<Listing> listings) {
        return new PaperVenue(settings, listings);
    }

    // ---- clock

    public long nowMillis() {
        return locked(() -> floor.nowMillis());
    }

    /** When the next thing happens by itself; {@link Long#MAX_VALUE} when the prices are at their end. */
    public long nextEventMillis() {
        return locked(() -> clockwork.nextMillis());
    }

    /** Does the next thing that happens by itself and moves the clock there. False at the end of the prices. */
    public boolean step() {
        return locked(() -> {
            long next = clockwork.nextMillis();
            if (next == Long.MAX_VALUE) {
                return false;
            }
            clockwork.run(next);
            return true;
        });
    }

    /**
     * Walks the prices up to a venue time, inclusive, and leaves the clock there; an earlier time does nothing.
     * {@link Long#MAX_VALUE} walks prices that end to their end.
     */
    public void advanceTo(long millis) {
        lock.lock();
        try {
            for (long next = clockwork.nextMillis(); next <= millis && next != Long.MAX_VALUE; ) {
                clockwork.run(next);
                next = clockwork.nextMillis();
            }
            if (millis != Long.MAX_VALUE) {
                floor.setNow(Math.max(floor.nowMillis(), millis));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Walks to the end of the running minute, its bar published (unless a fault keeps it). False at the end. */
    public boolean advanceBar() {
        return locked(() -> {
            if (clockwork.isAtEnd()) {
                return false;
            }
            long end = Math.floorDiv(floor.nowMillis(), Bar.MINUTE_MILLIS) * Bar.MINUTE_MILLIS + Bar.MINUTE_MILLIS;
            advanceTo(end);
            return true;
        });
    }

    /** End of the newest bar published to listeners and queries, 0 before the first. */
    public long lastBarMillis() {
        return locked(() -> bars.lastBarMillis());
    }

    // ---- market

    public List<ContractSpec> instruments() {
        return listings.stream().map(Listing::spec).toList();
    }

    /** Empty for an unknown symbol. */
    public Optional<MarketState> state(String symbol) {
        return locked(() -> Optional.ofNullable(floor.markets().get(symbol))
                .map(market -> news.get(market).state()));
    }

    /** Best levels of each side: sells by descending price, then buys by descending price; depth 0 means all. */
    public List<BookLevel> book(String symbol, int depthPerSide) {
        return locked(() -> news.get(market(symbol)).book(depthPerSide));
    }

    public List<PaperTrade> trades(String symbol, Window window) {
        return locked(() -> {
            Market market = market(symbol);
            TradeTape tape = market.tape();
            return Windows.cut(
                    tape.first(),
                    tape.end(),
                    tape::millis,
                    sequence -> Optional.of(news.get(market).trade(sequence)),
                    window);
        });
    }

    public List<Quote> quotes(String symbol, Window window) {
        return locked(() -> {
            Market market = market(symbol);
            TradeTape tape = market.tape();
            return Windows.cut(tape.first(), tape.end(), tape::millis, news.get(market)::quoteAt, window);
        });
    }

    /**
     * Bins by their end time. Minutes without a trade are there, with volume 0.
     *
     * @param partial adds the running bin, whose end lies in the future
     */
    public List<Bar> bars(String symbol, BinSize size, Window window, boolean partial) {
        return locked(() -> bars.bars(market(symbol), size, window, partial));
    }

    public List<FundingRow> funding(String symbol, Window window) {
        return locked(() -> {
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
                            market.spec().fundingRateE8())),
                    window);
        });
    }

    // ---- accounts

    /** Opens an account with deposits by currency, minor units (e.g. XBt). False when it exists: nothing is done. */
    public boolean openAccount(long account, Map<String, Long> depositsMinor) {
        return acting(() -> {
            if (floor.accounts().containsKey(account)) {
                return false;
            }
            Account opened = new Account(account);
            floor.accounts().put(account, opened);
            depositsMinor.forEach((currency, amount) -> books.deposit(opened, currency, amount));
            return true;
        });
    }

    public List<Long> accounts() {
        return locked(() -> List.copyOf(floor.accounts().keySet()));
    }

    /** @throws IllegalArgumentException for an unknown account, as every method that takes one */
    public Placement place(long account, NewOrder order) {
        return acting(() -> desk.place(floor.account(account), order));
    }

    public Placement amend(long account, AmendOrder change) {
        return acting(() -> desk.amend(floor.account(account), change));
    }

    /** One row per id, order ids first, then client ids. */
    public List<CancelRow> cancel(long account, List<String> orderIds, List<String> clOrdIds, String text) {
        return acting(() -> {
            Account owner = floor.account(account);
            List<CancelRow> rows = new ArrayList<>();
            orderIds.forEach(id -> rows.add(desk.cancel(owner, id, false, text)));
            clOrdIds.forEach(id -> rows.add(desk.cancel(owner, id, true, text)));
            return rows;
        });
    }

    /** Cancels the open orders that fit; returns them as they are then. */
    public List<PaperOrder> cancelAll(long account, Predicate<PaperOrder> which, String text) {
        return acting(() -> desk.cancelAll(floor.account(account), which, text));
    }

    /** Arms the dead man's switch over all symbols, replacing the one before; 0 disarms. */
    public DeadMan cancelAllAfter(long account, long timeoutMillis) {
        return acting(() -> {
            long at = timeoutMillis <= 0 ? 0 : floor.nowMillis() + timeoutMillis;
            floor.account(account).arm(at);
            clockwork.rearm();
            return new DeadMan(floor.nowMillis(), at);
        });
    }

    /**
     * Sets the leverage of a symbol.
     *
     * @param leverageE8 × 1e8, 0 for cross margin
     * @return empty and nothing done when the symbol is unknown, the figure beyond the contract's or the margin too low
     */
    public Optional<PaperPosition> setLeverage(long account, String symbol, long leverageE8) {
        return acting(() -> {
            Market market = floor.markets().get(symbol);
            return market == null
                    ? Optional.<PaperPosition>empty()
                    : MarginDesk.setLeverage(floor.account(account).holding(market), leverageE8)
                            .map(holding -> {
                                books.moved().add(holding);
                                return MarginDesk.position(holding, floor.nowMillis());
                            });
        });
    }

    /** Open orders and the newest ended ones (10,000), by arrival. */
    public List<PaperOrder> orders(long account) {
        return locked(() -> AccountQueries.orders(floor.account(account)));
    }

    public List<PaperOrder> openOrders(long account) {
        return locked(() -> AccountQueries.openOrders(floor.account(account)));
    }

    public Optional<PaperOrder> order(long account, String orderId) {
        return locked(() -> AccountQueries.order(floor.account(account), orderId));
    }

    public Optional<PaperOrder> orderByClOrdId(long account, String clOrdId) {
        return locked(() -> AccountQueries.orderByClient(floor.account(account), clOrdId));
    }

    /** All kinds of rows; the newest 100,000 of an account are kept. */
    public List<PaperExecution> executions(long account, Window window, Predicate<PaperExecution> which) {
        return locked(() -> AccountQueries.executions(floor.account(account), window, which));
    }

    public List<PaperPosition> positions(long account) {
        return locked(() -> AccountQueries.positions(floor.account(account), floor.nowMillis()));
    }

    /** One row per currency of the account. */
    public List<PaperMargin> margins(long account) {
        return locked(() -> AccountQueries.margins(floor.account(account), floor.nowMillis()));
    }

    public List<PaperWallet> wallets(long account) {
        return locked(() -> {
            Account owner = floor.account(account);
            return owner.wallets().keySet().stream()
                    .map(currency -> books.wallet(owner, currency))
                    .toList();
        });
    }

    /** The newest 10,000 rows of an account are kept. */
    public List<WalletEntry> walletHistory(long account, Window window) {
        return locked(() -> AccountQueries.walletHistory(floor.account(account), window));
    }

    // ---- wiring

    public void addListener(VenueListener listener, Set<VenueTopic> topics) {
        lock.lock();
        try {
            floor.outbound().add(listener, topics);
        } finally {
            lock.unlock();
        }
    }

    public void removeListener(VenueListener listener) {
        lock.lock();
        try {
            floor.outbound().remove(listener);
        } finally {
            lock.unlock();
        }
    }

    public Faults faults() {
        return floor.faults();
    }

    @Override
    public void close() {
        listings.forEach(listing -> listing.prices().close());
    }

    private Market market(String symbol) {
        Market market = floor.markets().get(symbol);
        if (market == null) {
            throw new IllegalArgumentException("no instrument " + symbol + " at this venue; it has "
                    + floor.markets().keySet());
        }
        return market;
    }

    /** Runs several calls as one: nothing happens at the venue in between, and no listener hears anything. */
    public <T> T withLock(Supplier<T> calls) {
        return locked(calls);
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Something an account does: afterwards reduce-only orders fit, and everybody hears of it. */
    private <T> T acting(Supplier<T> work) {
        lock.lock();
        try {
            T result = work.get();
            walker.settle();
            boolean traded = !books.moved().isEmpty();
            books.publish();
            if (traded) {
                news.values().forEach(shown -> shown.publish(false));
            }
            floor.outbound().flush();
            return result;
        } finally {
            lock.unlock();
        }
    }
}
