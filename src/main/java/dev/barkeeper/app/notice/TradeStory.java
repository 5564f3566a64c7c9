package dev.barkeeper.app.notice;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.bot.BotView;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.RequestState;
import dev.barkeeper.model.Side;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What happened around one bar, gathered until it is told. Used by one thread. */
final class TradeStory {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String FAILED = "order failed";
    private static final int MAX_ORDERS = 50;
    private static final int MAX_ENDED = 200;
    private static final int MAX_LINES = 50;

    private final String emi;
    private final Supplier<String> currency;
    private final Set<String> headlines = new LinkedHashSet<>();
    private final List<String> lines = new ArrayList<>();
    private final Map<ClientOrderId, OrderStory> orders = new LinkedHashMap<>();
    private final Set<ClientOrderId> ended = new LinkedHashSet<>();
    private Optional<Decision> reason = Optional.empty();
    private long barMillis;

    /** One order's part in it. */
    private static final class OrderStory {
        private OrderTicket ticket;
        private boolean placed;
        private Optional<Fill> fill = Optional.empty();
        private long heldBefore;
        private boolean isOver;

        OrderStory(OrderTicket ticket) {
            this.ticket = ticket;
        }

        boolean isNews() {
            return placed || fill.isPresent() || isOver;
        }
    }

    TradeStory(String emi, Supplier<String> currency) {
        this.emi = emi;
        this.currency = currency;
    }

    void onBar(long endMillis) {
        barMillis = endMillis;
        reason = Optional.empty();
    }

    void onReason(Decision decision) {
        reason = Optional.of(decision);
    }

    void onWait(String headline, String why) {
        headlines.add(headline);
        addLine("why: " + why);
    }

    void onFailure(String headline, String why) {
        headlines.add(FAILED);
        addLine("failed: " + headline + ", " + why);
    }

    /** An intended stop that was never needed is no news, and neither is an end that was told. */
    void onTicket(OrderTicket ticket) {
        RequestState state = ticket.state();
        if (state == RequestState.INTENDED
                || (state == RequestState.LAPSED && !ticket.leg().isEntry())) {
            return;
        }
        if (orders.size() >= MAX_ORDERS && !orders.containsKey(ticket.id())) {
            return;
        }
        OrderStory order = orders.computeIfAbsent(ticket.id(), id -> new OrderStory(ticket));
        order.ticket = ticket;
        order.placed |= state == RequestState.PLANNED;
        order.isOver |= state.isTerminal() && ended.add(ticket.id());
    }

    void onFill(Fill fill, long heldBefore) {
        OrderStory order = orders.get(fill.clientId().orElseThrow());
        if (order != null) {
            order.heldBefore = order.fill.isEmpty() ? heldBefore : order.heldBefore;
            order.fill = Optional.of(fill);
        }
    }

    /** The notice, if there is any news; then it is empty again. */
    Optional<Alert> tell(BotView view, long profitMinor, long feesMinor) {
        boolean closed = false;
        List<String> told = new ArrayList<>();
        // that a stop went with its position is no headline of its own
        Set<String> goodByes = new LinkedHashSet<>();
        for (OrderStory order : orders.values()) {
            if (order.isNews()) {
                closed |= order.fill.isPresent() && !order.ticket.leg().isEntry();
                (isGoodBye(order) ? goodByes : headlines).add(headline(order, profitMinor));
                told.add(orderLine(order));
                order.fill.ifPresent(fill -> told.add(fillLine(order, fill)));
            }
        }
        if (headlines.isEmpty()) {
            headlines.addAll(goodByes);
        }
        if (headlines.isEmpty()) {
            forget();
            return Optional.empty();
        }
        List<String> text = new ArrayList<>();
        text.add("bar: " + (barMillis == 0 ? "before the first" : MINUTE.format(Instant.ofEpochMilli(barMillis))));
        reason.ifPresent(d -> text.add("decision: " + d.direction().text() + " " + d.contracts() + ", " + d.reason()));
        text.addAll(lines);
        text.addAll(told);
        if (closed || profitMinor != 0) {
            text.add("realised profit: " + money(profitMinor) + ", before fees");
        }
        if (feesMinor != 0) {
            text.add("fees: " + feesMinor + " " + currency.get());
        }
        text.add("position now: " + position(view));
        Alert alert = new Alert(
                Alert.Severity.NOTICE, "trade", emi + ": " + String.join("; ", headlines), String.join("\n", text));
        forget();
        return Optional.of(alert);
    }

    private void forget() {
        headlines.clear();
        lines.clear();
        // what is still open at the venue may be filled or cancelled later
        orders.values().removeIf(order -> order.ticket.state().isTerminal());
        orders.values().forEach(order -> {
            order.placed = false;
            order.fill = Optional.empty();
        });
        Iterator<ClientOrderId> oldest = ended.iterator();
        for (int i = ended.size(); i > MAX_ENDED; i--) {
            oldest.next();
            oldest.remove();
        }
    }

    private static boolean isGoodBye(OrderStory order) {
        return order.ticket.leg() == Leg.STOP
                && order.ticket.state() == RequestState.CANCELED
                && order.isOver
                && order.fill.isEmpty();
    }

    private String headline(OrderStory order, long profitMinor) {
        OrderTicket ticket = order.ticket;
        if (order.fill.isPresent()) {
            return filledHeadline(order, order.fill.get(), profitMinor);
        }
        if (ticket.leg() == Leg.STOP) {
            String price = E8.toString(ticket.request().triggerE8());
            return ticket.state() == RequestState.REJECTED
                    ? "stop at " + price + " refused"
                    : "stop " + (isGoodBye(order) ? "cancelled, was at " : "at ") + price;
        }
        boolean failed = order.isOver && ticket.filledContracts() == 0;
        return !failed
                ? "order placed: " + words(ticket)
                : ticket.leg().isEntry() ? FAILED : "ORDER FAILED while liquidating";
    }

    private String filledHeadline(OrderStory order, Fill fill, long profitMinor) {
        String traded = (fill.side() == Side.BUY ? "bought " : "sold ") + fill.filledContracts() + " at "
                + E8.toString(fill.averageE8());
        return switch (order.ticket.leg()) {
            case ENTER_LONG -> "entered long, " + traded;
            case ENTER_SHORT -> "entered short, " + traded;
            case LEAVE -> "left " + held(order) + traded + " (" + money(profitMinor) + ")";
            case STOP -> "stop filled, " + traded + " (" + money(profitMinor) + ")";
            case FLATTEN -> "flattened, " + traded + " (" + money(profitMinor) + ")";
        };
    }

    private static String held(OrderStory order) {
        return order.heldBefore == 0 ? "" : (order.heldBefore > 0 ? "long, " : "short, ");
    }

    private String orderLine(OrderStory order) {
        OrderTicket ticket = order.ticket;
        String decided = ticket.decisionE8() > 0 ? ", decision price " + E8.toString(ticket.decisionE8()) : "";
        String note = ticket.note().isBlank() ? "" : ", " + ticket.note();
        return name(ticket.leg()) + " " + ticket.id().text() + ": " + words(ticket) + decided + ", "
                + ticket.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + note;
    }

    private static String name(Leg leg) {
        return leg == Leg.STOP ? "stop" : "order";
    }

    private static String words(OrderTicket ticket) {
        var request = ticket.request();
        String what = (request.side() == Side.BUY ? "buy " : "sell ")
                + (request.closePosition() ? "everything" : request.contracts()) + " " + request.symbol();
        return ticket.leg() == Leg.STOP
                ? what + " " + request.type().text() + " at " + E8.toString(request.triggerE8())
                : what + " at market";
    }

    private static String fillLine(OrderStory order, Fill fill) {
        String decided =
                order.ticket.decisionE8() > 0 ? ", decision price " + E8.toString(order.ticket.decisionE8()) : "";
        return "filled: " + (fill.side() == Side.BUY ? "bought " : "sold ") + fill.filledContracts() + " of "
                + fill.orderContracts() + " " + fill.symbol() + ", average price " + E8.toString(fill.averageE8())
                + decided;
    }

    private static String position(BotView view) {
        if (view.contracts() == 0) {
            return "flat";
        }
        String stop = view.stop()
                .map(s -> ", stop price " + E8.toString(s.triggerE8()))
                .orElse(", no stop yet");
        return (view.contracts() > 0 ? "long " : "short ") + Math.abs(view.contracts()) + " at average "
                + E8.toString(view.entryE8()) + stop;
    }

    private String money(long minor) {
        return (minor > 0 ? "+" : "") + minor + " " + currency.get();
    }

    private void addLine(String line) {
        if (lines.size() < MAX_LINES) {
            lines.add(line);
        }
    }
}
