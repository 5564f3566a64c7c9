package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barkeeper.exchange.Capabilities;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeException;
import dev.barkeeper.exchange.ExchangeListener;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.exchange.TradingRight;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.Position;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account of a key at a venue of this dialect, its stream about one symbol. Submits and cancels go out one after
 * the other on their own thread, so that no look-up and no history delays a stop. Made by {@link BitmexVenue}.
 * Thread-safe.
 */
public final class BitmexExchange implements Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(BitmexExchange.class);
    private final BitmexSocket socket;
    private final VenueStamps stamps;
    private final OrderDesk desk;
    private final WireGate gate;
    private final AccountReader account;
    private final FillHistory history;
    private final Subscription subscription;
    private final CallQueue trading = new CallQueue("bitmex-trading");
    private final CallQueue asking = new CallQueue("bitmex-asking");
    private final CallQueue reading = new CallQueue("bitmex-history");
    private volatile ExchangeListener listener;

    BitmexExchange(BitmexRest rest, BitmexSocket socket, VenueStamps stamps, String symbol, TradingRight right) {
        this.socket = socket;
        this.stamps = stamps;
        this.desk = new OrderDesk(rest);
        this.gate = new WireGate(right, System::nanoTime, System::currentTimeMillis);
        this.account = new AccountReader(rest);
        this.history = new FillHistory(rest);
        this.subscription =
                new Subscription(symbol, List.of("execution", "order", "position"), true, new AccountStream());
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.ALL;
    }

    @Override
    public void open(ExchangeListener reports) {
        if (listener != null) {
            throw new IllegalStateException("the exchange is open already");
        }
        listener = reports;
        socket.add(subscription);
    }

    @Override
    public void submit(OrderRequest request) {
        ClientOrderId id = request.id();
        WireGate.Handed handed = gate.now();
        Consumer<String> refuse = why -> report(new ExchangeReport.SubmitRejected(id, RejectReason.NOT_SENT, why));
        trading.add(
                () -> gate.refuse(!request.reduceOnly(), handed)
                        .ifPresentOrElse(
                                refuse,
                                () -> answer(
                                        () -> desk.submit(request),
                                        e -> new ExchangeReport.SubmitUnknown(id, "adapter fault: " + e))),
                refuse);
    }

    @Override
    public void cancel(ClientOrderId id, String venueOrderId) {
        WireGate.Handed handed = gate.now();
        Consumer<String> refuse = why -> report(new ExchangeReport.CancelFailed(id, RejectReason.NOT_SENT, why));
        trading.add(
                () -> gate.refuse(false, handed)
                        .ifPresentOrElse(
                                refuse,
                                () -> answer(
                                        () -> desk.cancel(id, venueOrderId),
                                        e -> new ExchangeReport.CancelFailed(
                                                id, RejectReason.UNKNOWN_OUTCOME, "adapter fault: " + e))),
                refuse);
    }

    @Override
    public void lookUp(ClientOrderId id, String symbol) {
        asking.add(
                () -> answer(
                        () -> new ExchangeReport.LookedUp(id, account.order(id, symbol)),
                        e -> new ExchangeReport.LookUpFailed(id, e.getMessage())),
                why -> report(new ExchangeReport.LookUpFailed(id, why)));
    }

    @Override
    public void fetchAccount(String symbol) {
        asking.add(
                () -> answer(
                        () -> new ExchangeReport.AccountFetched(account.account(symbol, stamps.newestMillis())),
                        e -> new ExchangeReport.AccountFetchFailed(e.getMessage())),
                why -> report(new ExchangeReport.AccountFetchFailed(why)));
    }

    @Override
    public void fetchFills(String symbol, long fromMillis) {
        reading.add(
                () -> answer(
                        () -> history.read(symbol, fromMillis),
                        e -> new ExchangeReport.FillsFetchFailed(e.getMessage())),
                why -> report(new ExchangeReport.FillsFetchFailed(why)));
    }

    /** What a call does on its thread. */
    private interface Work {
        ExchangeReport run() throws ExchangeException;
    }

    /** How a call that failed is answered. */
    private interface Failure {
        ExchangeReport of(Exception fault);
    }

    private void answer(Work work, Failure failure) {
        ExchangeReport result;
        try {
            result = work.run();
        } catch (ExchangeException | WireFormatException e) {
            result = failure.of(e);
        } catch (RuntimeException e) {
            LOG.error("a call to the venue failed inside the adapter", e);
            result = failure.of(e);
        }
        report(result);
    }

    private void report(ExchangeReport report) {
        ExchangeListener reports = listener;
        if (reports == null) {
            LOG.error("a report without a listener, open the exchange first report={}", report);
            return;
        }
        if (report instanceof ExchangeReport.Acknowledged acknowledged) {
            stamps.seen(acknowledged.order().atMillis());
        }
        try {
            reports.onReport(report);
        } catch (RuntimeException e) {
            LOG.error("the listener failed on report={}", report, e);
        }
    }

    /**
     * Calls not yet begun are answered as not sent, a submit or cancel under way may end; open orders stay at the venue.
     */
    @Override
    public void close() {
        socket.remove(subscription);
        trading.close();
        asking.breakOff();
        reading.breakOff();
    }

    /** Rows of the account's tables as reports. */
    private final class AccountStream implements StreamListener {
        private OptionalLong heldBefore = OptionalLong.empty();

        private boolean up;

        @Override
        public void onRows(String table, boolean image, List<ObjectNode> rows) {
            switch (table) {
                case "execution" -> {
                    if (!image || up) {
                        // the first image holds what was before; the fetch after Connected brings it in order
                        BitmexParser.inOrderOfFilling(rows).forEach(row -> each(row, this::execution));
                    }
                }
                case "order" -> rows.forEach(row -> each(row, this::order));
                case "position" -> rows.forEach(row -> each(row, this::position));
                default -> LOG.debug("rows of a table nobody asked for table={}", table);
            }
        }

        private void each(JsonNode row, RowReader reader) {
            try {
                reader.read(row);
            } catch (WireFormatException e) {
                LOG.error(
                        "a row of the account cannot be read, the next reconciliation decides cause={}",
                        e.getMessage());
            }
        }

        private void execution(JsonNode row) {
            stamps.seen(new WireRow(row).millis("timestamp", "transactTime"));
            BitmexParser.fill(row).ifPresent(fill -> report(new ExchangeReport.FillReported(fill)));
            BitmexParser.payment(row).ifPresent(payment -> report(new ExchangeReport.PaymentReported(payment)));
        }

        private void order(JsonNode row) {
            stamps.seen(new WireRow(row).millis("timestamp", "transactTime"));
            report(new ExchangeReport.OrderReported(BitmexParser.order(row)));
        }

        /** The mark moves a position's row every few seconds; only what is held matters here. */
        private void position(JsonNode row) {
            Position position = BitmexParser.position(row);
            long held = position.contracts();
            if (!heldBefore.isPresent() || heldBefore.getAsLong() != held) {
                heldBefore = OptionalLong.of(held);
                report(new ExchangeReport.PositionReported(position));
            }
        }

        @Override
        public void onUp() {
            up = true;
            report(new ExchangeReport.Connected());
        }

        @Override
        public void onDown(String cause) {
            up = false;
            report(new ExchangeReport.Disconnected(cause));
        }
    }

    private interface RowReader {
        void read(JsonNode row);
    }
}
