package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Quote;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One paper venue: instruments, books, accounts and one venue clock. Thread-safe by one lock; listeners are called in
 * order under it. Deterministic: the same prices, seed and calls at the same venue times give the same results to the
 * last id. Times are epoch milliseconds UTC of the venue's clock, which stands still between calls of
 * {@link #advanceTo} and {@link #step}.
 */
public final class PaperVenue implements AutoCloseable {

    /**
     * A venue standing at the start of the first bar, before its first trade: the price is that bar's open.
     *
     * @throws PriceSourceException when a source has no usable first bar
     */
    public static PaperVenue open(VenueSettings settings, List<Listing> listings) {
        throw new UnsupportedOperationException();
    }

    // ---- clock

    public long nowMillis() {
        throw new UnsupportedOperationException();
    }

    /** When the next thing happens by itself; {@link Long#MAX_VALUE} when the prices are at their end. */
    public long nextEventMillis() {
        throw new UnsupportedOperationException();
    }

    /** Does the next thing that happens by itself and moves the clock there. False at the end of the prices. */
    public boolean step() {
        throw new UnsupportedOperationException();
    }

    /** Walks the prices up to a venue time, inclusive, and leaves the clock there; an earlier time does nothing. */
    public void advanceTo(long millis) {
        throw new UnsupportedOperationException();
    }

    /** Walks to the end of the running minute, its bar published (unless a fault keeps it). False at the end. */
    public boolean advanceBar() {
        throw new UnsupportedOperationException();
    }

    /** End of the newest bar published to listeners and queries, 0 before the first. */
    public long lastBarMillis() {
        throw new UnsupportedOperationException();
    }

    // ---- market

    public List<ContractSpec> instruments() {
        throw new UnsupportedOperationException();
    }

    /** Empty for an unknown symbol. */
    public Optional<MarketState> state(String symbol) {
        throw new UnsupportedOperationException();
    }

    /** Best levels of each side: sells by descending price, then buys by descending price; depth 0 means all. */
    public List<BookLevel> book(String symbol, int depthPerSide) {
        throw new UnsupportedOperationException();
    }

    public List<PaperTrade> trades(String symbol, Window window) {
        throw new UnsupportedOperationException();
    }

    public List<Quote> quotes(String symbol, Window window) {
        throw new UnsupportedOperationException();
    }

    /**
     * Bins by their end time. Minutes without a trade are there, with volume 0.
     *
     * @param partial adds the running bin, whose end lies in the future
     */
    public List<Bar> bars(String symbol, BinSize size, Window window, boolean partial) {
        throw new UnsupportedOperationException();
    }

    public List<FundingRow> funding(String symbol, Window window) {
        throw new UnsupportedOperationException();
    }

    // ---- accounts

    /** Opens an account with deposits by currency, minor units (e.g. XBt). False when it exists: nothing is done. */
    public boolean openAccount(long account, Map<String, Long> depositsMinor) {
        throw new UnsupportedOperationException();
    }

    public List<Long> accounts() {
        throw new UnsupportedOperationException();
    }

    /** @throws IllegalArgumentException for an unknown account, as every method that takes one */
    public Placement place(long account, NewOrder order) {
        throw new UnsupportedOperationException();
    }

    public Placement amend(long account, AmendOrder change) {
        throw new UnsupportedOperationException();
    }

    /** One row per id, order ids first, then client ids. */
    public List<CancelRow> cancel(long account, List<String> orderIds, List<String> clOrdIds, String text) {
        throw new UnsupportedOperationException();
    }

    /** Cancels the open orders that fit; returns them as they are then. */
    public List<PaperOrder> cancelAll(long account, Predicate<PaperOrder> which, String text) {
        throw new UnsupportedOperationException();
    }

    /** Arms the dead man's switch over all symbols, replacing the one before; 0 disarms. */
    public DeadMan cancelAllAfter(long account, long timeoutMillis) {
        throw new UnsupportedOperationException();
    }

    /**
     * Sets the leverage of a symbol.
     *
     * @param leverageE8 × 1e8, 0 for cross margin
     * @return empty and nothing done when the symbol is unknown, the figure beyond the contract's or the margin too low
     */
    public Optional<PaperPosition> setLeverage(long account, String symbol, long leverageE8) {
        throw new UnsupportedOperationException();
    }

    /** Open orders and the newest ended ones (10,000), by arrival. */
    public List<PaperOrder> orders(long account) {
        throw new UnsupportedOperationException();
    }

    public List<PaperOrder> openOrders(long account) {
        throw new UnsupportedOperationException();
    }

    public Optional<PaperOrder> order(long account, String orderId) {
        throw new UnsupportedOperationException();
    }

    public Optional<PaperOrder> orderByClOrdId(long account, String clOrdId) {
        throw new UnsupportedOperationException();
    }

    /** All kinds of rows; the newest 100,000 of an account are kept. */
    public List<PaperExecution> executions(long account, Window window, Predicate<PaperExecution> which) {
        throw new UnsupportedOperationException();
    }

    public List<PaperPosition> positions(long account) {
        throw new UnsupportedOperationException();
    }

    /** One row per currency of the account. */
    public List<PaperMargin> margins(long account) {
        throw new UnsupportedOperationException();
    }

    public List<PaperWallet> wallets(long account) {
        throw new UnsupportedOperationException();
    }

    /** The newest 10,000 rows of an account are kept. */
    public List<WalletEntry> walletHistory(long account, Window window) {
        throw new UnsupportedOperationException();
    }

    // ---- wiring

    public void addListener(VenueListener listener, Set<VenueTopic> topics) {
        throw new UnsupportedOperationException();
    }

    public void removeListener(VenueListener listener) {
        throw new UnsupportedOperationException();
    }

    public Faults faults() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
