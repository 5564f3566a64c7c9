package dev.barkeeper.storage;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.BotState;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.PositionRow;
import dev.barkeeper.model.RequestState;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TriggerPrice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of one bot, as its minutes bring them. */
final class Rows {
    static final BotKey KEY = new BotKey(112_233, "XBTUSD", "bot0");
    /** The second 1:30 of the night, where the test JVM believes to be. */
    static final long START = Instant.parse("2026-11-01T06:30:00Z").toEpochMilli();

    private Rows() {}

    static long bar(int minute) {
        return START + minute * Bar.MINUTE_MILLIS;
    }

    static Decision decision(int minute, Direction direction, boolean synthetic) {
        return new Decision(
                bar(minute),
                KEY.symbol(),
                direction,
                direction == Direction.LONG ? 100 : 0,
                direction == Direction.LONG ? E8.parse("9321.5") : 0,
                synthetic,
                E8.parse("9321.25"),
                minute % 2 == 0,
                "close above the close 3 bars ago; größer €");
    }

    static OrderTicket entry(int minute, RequestState state) {
        ClientOrderId id = ClientOrderId.derive(KEY.emi(), bar(minute), Leg.ENTER_LONG, 0);
        OrderRequest request = OrderRequest.market(id, KEY.symbol(), Side.BUY, 100);
        return new OrderTicket(
                request, bar(minute), Leg.ENTER_LONG, 0, E8.parse("9321.5"), state, "", 0, "", bar(minute) + 7);
    }

    static OrderTicket stop(int minute, RequestState state) {
        ClientOrderId id = ClientOrderId.derive(KEY.emi(), bar(minute), Leg.STOP, 2);
        OrderRequest request = OrderRequest.stop(
                id, KEY.symbol(), Side.SELL, 100, E8.parse("9211"), E8.parse("9210.5"), TriggerPrice.MARK);
        return new OrderTicket(
                request,
                bar(minute),
                Leg.STOP,
                2,
                E8.parse("9321.5"),
                state,
                "venue-stop-" + minute,
                40,
                "refused twice",
                bar(minute) + 11);
    }

    static Order order(OrderTicket ticket, OrderStatus status) {
        OrderRequest request = ticket.request();
        return new Order(
                "order-" + request.id(),
                Optional.of(request.id()),
                request.symbol(),
                request.side(),
                request.type(),
                status,
                request.contracts(),
                request.limitE8(),
                request.triggerE8(),
                status.isTerminal() ? 0 : request.contracts(),
                0,
                0,
                request.reduceOnly(),
                false,
                "Submitted via API.",
                ticket.atMillis() + 20);
    }

    static Fill fill(int minute, int part, OrderTicket ticket) {
        OrderRequest request = ticket.request();
        return new Fill(
                "exec-" + request.id() + "-" + part,
                "order-" + request.id(),
                Optional.of(request.id()),
                request.symbol(),
                request.side(),
                request.type(),
                part == 2 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED,
                100,
                request.limitE8(),
                request.triggerE8(),
                E8.parse("9321.5"),
                50,
                100 - part * 50L,
                part * 50L,
                E8.parse("9321.49999999"),
                request.side() == Side.BUY ? -536_400 : 536_400,
                402,
                bar(minute) + 100 + part);
    }

    static Fill strangersFill(int minute) {
        return new Fill(
                "exec-stranger-" + minute,
                "order-stranger",
                Optional.empty(),
                KEY.symbol(),
                Side.SELL,
                OrderType.LIMIT,
                OrderStatus.FILLED,
                7,
                E8.parse("9400.5"),
                0,
                E8.parse("9400.5"),
                7,
                0,
                7,
                E8.parse("9400.5"),
                74_464,
                -19,
                bar(minute) + 777);
    }

    static Payment funding(int minute) {
        return new Payment(
                "funding-" + minute,
                KEY.symbol(),
                "Funding",
                100,
                E8.parse("9311.77"),
                E8.parse("0.0001"),
                -107,
                "XBt",
                bar(minute) + 999);
    }

    static PositionRow position(int minute, long contracts) {
        return new PositionRow(
                bar(minute),
                new Position(
                        KEY.symbol(),
                        contracts,
                        E8.parse("9321.4999"),
                        -4_567,
                        E8.parse("9300.01"),
                        bar(minute) + 3_005));
    }

    static BotState state(int minute) {
        return new BotState(
                BotMode.PAUSED,
                -30,
                E8.parse("9321.5"),
                E8.parse("9328.5"),
                bar(minute),
                3,
                bar(minute),
                bar(minute) + 17);
    }

    static JournalEntry journal(long sequence, int minute) {
        Record payload = sequence % 2 == 0
                ? new ExchangeReport.FillReported(strangersFill(minute))
                : new ExchangeReport.LookedUp(new ClientOrderId(7, KEY.emi()), Optional.empty());
        return new JournalEntry(
                sequence,
                bar(minute) + sequence,
                sequence % 2 == 0 ? JournalEntry.Direction.IN : JournalEntry.Direction.OUT,
                payload);
    }

    /** Everything that can be in a commit. */
    static Commit full(int minute, long sequence) {
        OrderTicket entry = entry(minute, RequestState.WORKING);
        OrderTicket stop = stop(minute, RequestState.WORKING);
        return new Commit(
                List.of(journal(sequence, minute), journal(sequence + 1, minute)),
                List.of(decision(minute, Direction.LONG, false), decision(minute, Direction.SHORT, false)),
                List.of(entry, stop),
                List.of(order(entry, OrderStatus.NEW), order(stop, OrderStatus.NEW)),
                List.of(fill(minute, 1, entry), fill(minute, 2, entry), strangersFill(minute)),
                List.of(funding(minute)),
                List.of(position(minute, 100)),
                Optional.of(state(minute)));
    }

    /** One decided minute without orders. */
    static Commit quiet(int minute, long sequence) {
        return new Commit(
                List.of(journal(sequence, minute)),
                List.of(decision(minute, Direction.LONG, false), decision(minute, Direction.SHORT, false)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(state(minute)));
    }

    static Commit ofTickets(OrderTicket... tickets) {
        return new Commit(
                List.of(), List.of(), List.of(tickets), List.of(), List.of(), List.of(), List.of(), Optional.empty());
    }
}
