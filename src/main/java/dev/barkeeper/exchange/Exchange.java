package dev.barkeeper.exchange;

import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.OrderRequest;
import java.util.Optional;

/**
 * One account at one venue. Every method returns at once and throws nothing for the venue's faults: answers come as
 * {@link ExchangeReport}s, on any thread, to the listener given to {@link #open}. Each call is answered exactly once by
 * one of the reports its javadoc names (stream reports come besides). Implementations bound their queues; a call that
 * does not fit is answered as not executed.
 */
public interface Exchange extends AutoCloseable {

    Capabilities capabilities();

    /**
     * Connects and keeps connected until closed. Reports {@link ExchangeReport.Connected} each time the private stream
     * is up and {@link ExchangeReport.Disconnected} each time it is lost; reports missed in between are not replayed, so
     * the caller fetches account and fills after every {@code Connected}.
     */
    void open(ExchangeListener listener);

    /**
     * Sends an order, once; never resent by the adapter. Answer: {@link ExchangeReport.Acknowledged},
     * {@link ExchangeReport.SubmitRejected} (surely not executed; {@link RejectReason#OVERLOADED} and
     * {@link RejectReason#RATE_LIMITED} may be tried again) or {@link ExchangeReport.SubmitUnknown}.
     */
    void submit(OrderRequest request);

    /**
     * Cancels by the venue's id. Answer: {@link ExchangeReport.OrderReported} with the order's state after it, or
     * {@link ExchangeReport.CancelFailed}.
     */
    void cancel(ClientOrderId id, String venueOrderId);

    /** Asks what became of an order. Answer: {@link ExchangeReport.LookedUp} or {@link ExchangeReport.LookUpFailed}. */
    void lookUp(ClientOrderId id, String symbol);

    /**
     * Reads position and open orders of a symbol. Answer: {@link ExchangeReport.AccountFetched} or
     * {@link ExchangeReport.AccountFetchFailed}.
     */
    void fetchAccount(String symbol);

    /**
     * Reads all fills and payments from a transaction time on, inclusive, paged until complete. Answer:
     * {@link ExchangeReport.FillsFetched} or {@link ExchangeReport.FillsFetchFailed}.
     */
    void fetchFills(String symbol, long fromMillis);

    /**
     * What {@link #fetchAccount} would answer, on the spot: at an exchange that stands still until its caller has done with
     * what it told. Empty at every other, where only a report is certain.
     */
    default Optional<AccountSnapshot> standing(String symbol) {
        return Optional.empty();
    }

    @Override
    void close();
}
