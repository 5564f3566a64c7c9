package dev.barkeeper.paper;

import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.Capabilities;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeListener;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One account of a venue in the same process. Has no thread: reports come on the caller's thread or the one that moves
 * the venue, stream reports before the answer they belong to. Thread-safe as the venue is.
 */
public final class PaperExchange implements Exchange {
    private static final int ALL_ROWS = Integer.MAX_VALUE;

    private final PaperVenue venue;
    private final long account;
    private final boolean standsStill;
    private volatile Optional<Translated> newest = Optional.empty();
    private volatile ExchangeListener listener = report -> {};
    private final VenueListener relay = new Relay();

    private record Translated(PaperOrder from, Order to) {}

    /** The account must be open. */
    public PaperExchange(PaperVenue venue, long account) {
        this(venue, account, false);
    }

    private PaperExchange(PaperVenue venue, long account, boolean standsStill) {
        this.venue = venue;
        this.account = account;
        this.standsStill = standsStill;
    }

    /** The same of a venue that nobody moves or uses but the caller's thread, and not before the bot has done. */
    public static PaperExchange standingStill(PaperVenue venue, long account) {
        return new PaperExchange(venue, account, true);
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.ALL;
    }

    @Override
    public synchronized void open(ExchangeListener newListener) {
        venue.removeListener(relay);
        listener = newListener;
        venue.addListener(relay, Set.of(VenueTopic.PRIVATE, VenueTopic.STAKE));
        tell(new ExchangeReport.Connected());
        // a private stream begins with what is there
        venue.positions(account)
                .forEach(row -> tell(new ExchangeReport.PositionReported(PaperTranslation.position(row))));
    }

    @Override
    public void submit(OrderRequest request) {
        Placement placement = venue.place(account, PaperTranslation.newOrder(request));
        if (placement instanceof Placement.Placed placed) {
            tell(new ExchangeReport.Acknowledged(request.id(), translated(placed.order())));
        } else if (placement instanceof Placement.Refused refused) {
            tell(new ExchangeReport.SubmitRejected(
                    request.id(), PaperTranslation.reason(refused.reason()), refused.message()));
        }
    }

    @Override
    public void cancel(ClientOrderId id, String venueOrderId) {
        CancelRow row =
                venue.cancel(account, List.of(venueOrderId), List.of(), "").get(0);
        if (row.order().isEmpty()) {
            tell(new ExchangeReport.CancelFailed(id, RejectReason.NOT_FOUND, row.error()));
        } else if (row.error().isEmpty()) {
            tell(new ExchangeReport.OrderReported(translated(row.order().get())));
        } else {
            tell(new ExchangeReport.CancelFailed(id, RejectReason.ALREADY_DONE, row.error()));
        }
    }

    @Override
    public void lookUp(ClientOrderId id, String symbol) {
        Optional<Order> order = venue.orderByClOrdId(account, id.text()).map(PaperTranslation::order);
        tell(new ExchangeReport.LookedUp(id, order));
    }

    @Override
    public void fetchAccount(String symbol) {
        tell(new ExchangeReport.AccountFetched(snapshot(symbol)));
    }

    @Override
    public Optional<AccountSnapshot> standing(String symbol) {
        return standsStill ? Optional.of(snapshot(symbol)) : Optional.empty();
    }

    private AccountSnapshot snapshot(String symbol) {
        Stake stake = venue.stake(account, symbol);
        List<Order> open = new ArrayList<>(stake.openOrders().size());
        for (PaperOrder order : stake.openOrders()) {
            open.add(translated(order));
        }
        return new AccountSnapshot(stake.position(), open);
    }

    @Override
    public void fetchFills(String symbol, long fromMillis) {
        List<PaperExecution> rows = venue.executions(
                account,
                Window.between(fromMillis, Long.MAX_VALUE, ALL_ROWS),
                row -> row.symbol().equals(symbol) && row.type().isBalanceAffecting());
        List<Fill> fills = new ArrayList<>();
        List<Payment> payments = new ArrayList<>();
        for (PaperExecution row : rows) {
            if (row.type().isFill()) {
                PaperTranslation.fill(row).ifPresent(fills::add);
            } else {
                payments.add(payment(row));
            }
        }
        tell(new ExchangeReport.FillsFetched(fills, payments));
    }

    @Override
    public synchronized void close() {
        venue.removeListener(relay);
        listener = report -> {};
    }

    private Payment payment(PaperExecution row) {
        String currency = venue.instruments().stream()
                .filter(spec -> spec.symbol().equals(row.symbol()))
                .findFirst()
                .map(spec -> spec.instrument().settlementCurrency())
                .orElseThrow(() -> new IllegalStateException("execution of an unlisted symbol " + row.symbol()));
        return PaperTranslation.payment(row, currency);
    }

    /** A stop that waits is read back bar after bar, and an answer says what the stream has just said. */
    private Order translated(PaperOrder order) {
        Optional<Translated> last = newest;
        if (last.isPresent() && last.get().from().equals(order)) {
            return last.get().to();
        }
        Order translated = PaperTranslation.order(order);
        newest = Optional.of(new Translated(order, translated));
        return translated;
    }

    private void tell(ExchangeReport report) {
        listener.onReport(report);
    }

    /** The account's stream. */
    private final class Relay implements VenueListener {
        @Override
        public void onOrder(PaperOrder order, List<PaperExecution> executions) {
            if (order.account() != account) {
                return;
            }
            tell(new ExchangeReport.OrderReported(translated(order)));
            for (PaperExecution row : executions) {
                if (row.type().isFill()) {
                    PaperTranslation.fill(row).ifPresent(fill -> tell(new ExchangeReport.FillReported(fill)));
                }
            }
        }

        @Override
        public void onExecution(PaperExecution row) {
            if (row.account() == account) {
                tell(new ExchangeReport.PaymentReported(payment(row)));
            }
        }

        @Override
        public void onStake(long owner, Position position) {
            if (owner == account) {
                tell(new ExchangeReport.PositionReported(position));
            }
        }
    }
}
