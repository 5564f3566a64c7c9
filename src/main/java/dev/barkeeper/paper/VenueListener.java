package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.Quote;
import java.util.List;

/**
 * Hears what happens at a {@link PaperVenue}, in order, one event after the other, under the venue's lock: must not
 * block. May call the venue; what that causes is told after the present event. Only the topics given to
 * {@link PaperVenue#addListener} arrive.
 */
public interface VenueListener {

    /** Trades of one moment, oldest first. */
    default void onTrades(List<PaperTrade> trades) {}

    /** Best bid or ask changed. */
    default void onQuote(Quote quote) {}

    /** The book of that symbol changed: a level came or went, or its size did. */
    default void onBook(String symbol) {}

    /** A finished bin; its time is its end, its open the close before it. */
    default void onBar(BinSize size, Bar bar) {}

    default void onInstrument(MarketState state) {}

    default void onFunding(FundingRow row) {}

    /**
     * An order changed.
     *
     * @param order its state now
     * @param executions the rows that led there, in order (e.g. New and Trade of a market order), never empty
     */
    default void onOrder(PaperOrder order, List<PaperExecution> executions) {}

    /** An execution without an order: funding. */
    default void onExecution(PaperExecution execution) {}

    /** As {@link #onPosition}, for who needs no more than this. */
    default void onStake(long account, Position position) {}

    /** A fill, a payment, an order that counts; with {@link VenueTopic#MARK} also a new mark price while it is open. */
    default void onPosition(PaperPosition position) {}

    default void onMargin(PaperMargin margin) {}

    /** Money moved. */
    default void onWallet(PaperWallet wallet, WalletEntry entry) {}
}
