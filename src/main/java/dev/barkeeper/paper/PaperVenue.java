package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Quote;
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
    private final List<Listing> listings;
    private final Engine engine;

    private PaperVenue(VenueSettings settings, List<Listing> listings) {
        this.listings = List.copyOf(listings);
        this.engine = new Engine(settings, listings);
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
        return engine.floor.nowMillis();
    }

    /** When the next thing happens by itself; {@link Long#MAX_VALUE} when the prices are at their end. */
    public long nextEventMillis() {
        return locked(() -> engine.clockwork.nextMillis());
    }

    /** Does the next thing that happens by itself and moves the clock there. False at the end of the prices. */
    public boolean step() {
        return locked(() -> engine.clockwork.step());
    }

    /**
     * Walks the prices up to a venue time, inclusive, and leaves the clock there; an earlier time does nothing.
     * {@link Long#MAX_VALUE} walks prices that end to their end.
     */
    public void advanceTo(long millis) {
        locked(() -> {
            engine.clockwork.advanceTo(millis);
            return true;
        });
    }

    /** Walks to the end of the running minute, its bar published (unless a fault keeps it). False at the end. */
    public boolean advanceBar() {
        return locked(() -> engine.clockwork.advanceBar());
    }

    /**
     * Moves a price from outside (a dry run on a living venue's data): jumps there, trades that much, and sets the clock
     * forward to that time. The listing should have prices that are at their end.
     */
    public void push(String symbol, long priceE8, long contracts, long atMillis) {
        locked(() -> {
            engine.push(symbol, priceE8, contracts, atMillis);
            return true;
        });
    }

    /** End of the newest bar published to listeners and queries, 0 before the first. */
    public long lastBarMillis() {
        return locked(() -> engine.bars.lastBarMillis());
    }

    // ---- market

    public List<ContractSpec> instruments() {
        return listings.stream().map(Listing::spec).toList();
    }

    /** Empty for an unknown symbol. */
    public Optional<MarketState> state(String symbol) {
        return locked(() -> engine.state(symbol));
    }

    /** Best bid and ask as they stand now; empty for an unknown symbol. */
    public Optional<Quote> quote(String symbol) {
        return locked(
                () -> Optional.ofNullable(engine.floor.markets().get(symbol)).map(Market::quote));
    }

    /** Best levels of each side: sells by descending price, then buys by descending price; depth 0 means all. */
    public List<BookLevel> book(String symbol, int depthPerSide) {
        return locked(() -> engine.book(symbol, depthPerSide));
    }

    public List<PaperTrade> trades(String symbol, Window window) {
        return locked(() -> engine.trades(symbol, window));
    }

    public List<Quote> quotes(String symbol, Window window) {
        return locked(() -> engine.quotes(symbol, window));
    }

    /**
     * Bins by their end time. Minutes without a trade are there, with volume 0.
     *
     * @param partial adds the running bin, whose end lies in the future
     */
    public List<Bar> bars(String symbol, BinSize size, Window window, boolean partial) {
        return locked(() -> engine.bars(symbol, size, window, partial));
    }

    public List<FundingRow> funding(String symbol, Window window) {
        return locked(() -> engine.funding(symbol, window));
    }

    // ---- accounts

    /** Opens an account with deposits by currency, minor units (e.g. XBt). False when it exists: nothing is done. */
    public boolean openAccount(long account, Map<String, Long> depositsMinor) {
        return acting(() -> engine.openAccount(account, depositsMinor));
    }

    public List<Long> accounts() {
        return locked(() -> List.copyOf(engine.floor.accounts().keySet()));
    }

    /** @throws IllegalArgumentException for an unknown account, as every method that takes one */
    public Placement place(long account, NewOrder order) {
        return acting(() -> engine.desk.place(engine.floor.account(account), order));
    }

    public Placement amend(long account, AmendOrder change) {
        return acting(() -> engine.desk.amend(engine.floor.account(account), change));
    }

    /** One row per id, order ids first, then client ids. */
    public List<CancelRow> cancel(long account, List<String> orderIds, List<String> clOrdIds, String text) {
        return acting(() -> engine.cancel(engine.floor.account(account), orderIds, clOrdIds, text));
    }

    /** Cancels the open orders that fit; returns them as they are then. */
    public List<PaperOrder> cancelAll(long account, Predicate<PaperOrder> which, String text) {
        return acting(() -> engine.desk.cancelAll(engine.floor.account(account), which, text));
    }

    /** Arms the dead man's switch over all symbols, replacing the one before; 0 disarms. */
    public DeadMan cancelAllAfter(long account, long timeoutMillis) {
        return acting(() -> engine.arm(engine.floor.account(account), timeoutMillis));
    }

    /**
     * Sets the leverage of a symbol.
     *
     * @param leverageE8 × 1e8, 0 for cross margin
     * @return empty and nothing done when the symbol is unknown, the figure beyond the contract's or the margin too low
     */
    public Optional<PaperPosition> setLeverage(long account, String symbol, long leverageE8) {
        return acting(() -> engine.setLeverage(engine.floor.account(account), symbol, leverageE8));
    }

    /** Open orders and the newest ended ones, as many as {@link VenueSettings} says, by arrival. */
    public List<PaperOrder> orders(long account) {
        return locked(() -> AccountQueries.orders(engine.floor.account(account)));
    }

    public List<PaperOrder> openOrders(long account) {
        return locked(() -> AccountQueries.openOrders(engine.floor.account(account)));
    }

    public Optional<PaperOrder> order(long account, String orderId) {
        return locked(() -> AccountQueries.order(engine.floor.account(account), orderId));
    }

    public Optional<PaperOrder> orderByClOrdId(long account, String clOrdId) {
        return locked(() -> AccountQueries.orderByClient(engine.floor.account(account), clOrdId));
    }

    /** All kinds of rows; the newest are kept, as many as {@link VenueSettings} says. */
    public List<PaperExecution> executions(long account, Window window, Predicate<PaperExecution> which) {
        return locked(() -> AccountQueries.executions(engine.floor.account(account), window, which));
    }

    public List<PaperPosition> positions(long account) {
        return locked(() -> AccountQueries.positions(engine.floor.account(account), engine.floor.nowMillis()));
    }

    /** What one account has at stake in one symbol; as {@link #openOrders} and {@link #positions}, at less cost. */
    public Stake stake(long account, String symbol) {
        return locked(() -> AccountQueries.stake(engine.floor.account(account), symbol, engine.floor.nowMillis()));
    }

    /** One row per currency of the account. */
    public List<PaperMargin> margins(long account) {
        return locked(() -> AccountQueries.margins(engine.floor.account(account), engine.floor.nowMillis()));
    }

    public List<PaperWallet> wallets(long account) {
        return locked(() -> engine.books.wallets(engine.floor.account(account)));
    }

    /** The newest rows are kept, as many as {@link VenueSettings} says. */
    public List<WalletEntry> walletHistory(long account, Window window) {
        return locked(() -> AccountQueries.walletHistory(engine.floor.account(account), window));
    }

    /** All accounts as they are now, for {@link AccountsFile}. */
    public SavedVenue saved() {
        return locked(() -> Saving.save(engine.floor));
    }

    /**
     * Puts saved accounts into a venue that has none yet. Orders and positions meet the present prices at the next
     * trade.
     *
     * @throws IllegalArgumentException for another version, accounts already open or an unlisted instrument
     */
    public void restore(SavedVenue saved) {
        locked(() -> {
            Saving.restore(saved, engine.floor);
            engine.clockwork.rearm();
            return true;
        });
    }

    // ---- wiring

    public void addListener(VenueListener listener, Set<VenueTopic> topics) {
        locked(() -> {
            engine.floor.outbound().add(listener, topics);
            return true;
        });
    }

    public void removeListener(VenueListener listener) {
        locked(() -> {
            engine.floor.outbound().remove(listener);
            return true;
        });
    }

    public Faults faults() {
        return engine.floor.faults();
    }

    @Override
    public void close() {
        listings.forEach(listing -> listing.prices().close());
    }

    /** Runs several calls as one: nobody else does anything at the venue in between. */
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

    private <T> T acting(Supplier<T> work) {
        return locked(() -> {
            T result = work.get();
            engine.afterAction();
            return result;
        });
    }
}
