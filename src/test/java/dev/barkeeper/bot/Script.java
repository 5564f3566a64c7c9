package dev.barkeeper.bot;

import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.execution.Command;
import dev.barkeeper.execution.ShippedStop;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.ContractKind;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.Position;
import dev.barkeeper.risk.RiskLimits;
import dev.barkeeper.strategy.Moment;
import dev.barkeeper.strategy.Strategy;
import dev.barkeeper.strategy.Wish;
import dev.barkeeper.strategy.Wishes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Plays the venue by hand against the core: every answer is the test's own, in the order it likes. */
final class Script {
    static final long START = 1_640_995_200_000L;
    static final Instrument XBTUSD = new Instrument(
            "XBTUSD",
            ContractKind.INVERSE,
            E8.parse("0.5"),
            1,
            100_000_000,
            "XBt",
            -25_000,
            75_000,
            1_000_000,
            500_000,
            10_000_000,
            E8.parse("1000000"));

    final List<Decision> decisions = new ArrayList<>();
    final List<Fill> fills = new ArrayList<>();
    final List<Order> orders = new ArrayList<>();
    final List<String> alerts = new ArrayList<>();
    final List<Effects.Due> dues = new ArrayList<>();
    final BotRules rules = new BotRules(
            new BotKey(1, "XBTUSD", "bot0"), XBTUSD, ShippedStop.RULE, new RiskLimits(1_000, 1_000), 5_000);
    TradingBot bot;
    long now = START;
    private Wishes wishes = new Wishes(Wish.hold("test"), Wish.hold("test"));
    private int executions;

    Script() {
        this(SavedState.EMPTY);
    }

    Script(SavedState saved) {
        bot = new TradingBot(rules, new Wanted(), new NoBars(), saved, now);
    }

    /** Says what the strategy wants from now on. */
    void want(Wishes wanted) {
        wishes = wanted;
    }

    /** A flat bot whose market order to be long 100 has just been sent. */
    OrderRequest entrySent() {
        start(0);
        account(0);
        wantLong();
        return submitted(bar("9328.5"));
    }

    /** Long 100 at 9321, its stop just sent. */
    OrderRequest stopSent() {
        OrderRequest entry = entrySent();
        ack(entry, OrderStatus.FILLED);
        return submitted(fill(entry, 100, "9321"));
    }

    /** Long 100 at 9321, its stop live and read back. */
    OrderRequest enterLong() {
        OrderRequest stop = stopSent();
        ack(stop, OrderStatus.NEW);
        account(100, order(stop, OrderStatus.NEW));
        return stop;
    }

    void wantLong() {
        want(new Wishes(Wish.enter(100, "test"), Wish.hold("test")));
    }

    void wantShort() {
        want(new Wishes(Wish.hold("test"), Wish.enter(100, "test")));
    }

    void wantOut() {
        want(new Wishes(Wish.leave("test"), Wish.leave("test")));
    }

    List<Command> handle(Event event) {
        Effects effects = bot.handle(event, now);
        decisions.addAll(effects.decisions);
        fills.addAll(effects.fills);
        orders.addAll(effects.orders);
        effects.alerts.forEach(a -> alerts.add(a.key()));
        dues.addAll(effects.dues());
        for (Command command : effects.commands) {
            if (command instanceof Command.Submit submit) {
                bot.onSent(submit, now);
            }
        }
        return List.copyOf(effects.commands);
    }

    List<Command> report(ExchangeReport report) {
        return handle(new Event.Reported(report));
    }

    /** Connects and reconciles with what the venue holds. */
    List<Command> start(long contracts, Order... open) {
        handle(new Event.HistoryLoaded(0, 0, 0));
        report(new ExchangeReport.Connected());
        account(contracts, open);
        return report(new ExchangeReport.FillsFetched(List.of(), List.of()));
    }

    List<Command> account(long contracts, Order... open) {
        long average = contracts == 0 ? 0 : E8.parse("9321");
        return report(new ExchangeReport.AccountFetched(
                new AccountSnapshot(new Position("XBTUSD", contracts, average, 0, 0, now), List.of(open))));
    }

    List<Command> noFills() {
        return report(new ExchangeReport.FillsFetched(List.of(), List.of()));
    }

    /** The next minute's bar. */
    List<Command> bar(String close) {
        now += 60_000;
        long price = E8.parse(close);
        return handle(new Event.BarArrived(
                Bar.ofPrices("XBTUSD", now, price, price, price, price, 1), Optional.empty(), true));
    }

    List<Command> rings(Alarm.Kind kind) {
        Effects.Due due = dues.stream()
                .filter(d -> d.alarm().kind() == kind)
                .reduce((a, b) -> b)
                .orElseThrow();
        now = Math.max(now, due.dueMillis());
        return handle(new Event.AlarmRang(due.alarm()));
    }

    List<Command> ack(OrderRequest request, OrderStatus status) {
        return report(new ExchangeReport.Acknowledged(request.id(), order(request, status)));
    }

    List<Command> fill(OrderRequest request, long contracts, String price) {
        return report(new ExchangeReport.FillReported(fillOf(request, contracts, price)));
    }

    Order order(OrderRequest request, OrderStatus status) {
        return order(request, status, status == OrderStatus.FILLED ? sizeOf(request) : 0, false);
    }

    Order order(OrderRequest request, OrderStatus status, long filled, boolean triggered) {
        return new Order(
                "v" + request.id(),
                Optional.of(request.id()),
                request.symbol(),
                request.side(),
                request.type(),
                status,
                sizeOf(request),
                request.limitE8(),
                request.triggerE8(),
                status.isTerminal() ? 0 : request.contracts() - filled,
                filled,
                0,
                request.reduceOnly(),
                triggered,
                "",
                now);
    }

    /** A venue tells the size of a close; the request does not. */
    private long sizeOf(OrderRequest request) {
        return request.closePosition() ? Math.abs(bot.contracts()) : request.contracts();
    }

    Fill fillOf(OrderRequest request, long contracts, String price) {
        return fillOf(Optional.of(request.id()), request, contracts, price);
    }

    Fill fillOf(Optional<ClientOrderId> id, OrderRequest request, long contracts, String price) {
        return new Fill(
                "e" + ++executions,
                "v" + request.id(),
                id,
                "XBTUSD",
                request.side(),
                request.type(),
                OrderStatus.FILLED,
                request.contracts(),
                0,
                0,
                E8.parse(price),
                contracts,
                0,
                contracts,
                E8.parse(price),
                0,
                0,
                now);
    }

    static OrderRequest submitted(List<Command> commands) {
        List<OrderRequest> requests = submits(commands);
        if (requests.size() != 1) {
            throw new AssertionError("expected one order in " + commands);
        }
        return requests.get(0);
    }

    static List<OrderRequest> submits(List<Command> commands) {
        return commands.stream()
                .filter(c -> c instanceof Command.Submit)
                .map(c -> ((Command.Submit) c).request())
                .toList();
    }

    private final class Wanted implements Strategy {
        @Override
        public int warmUpBars() {
            return 0;
        }

        @Override
        public void onBar(Bar bar) {
            // wants what the test says, whatever the prices
        }

        @Override
        public Wishes decide(Moment moment) {
            return wishes;
        }
    }

    private static final class NoBars implements BarStore {
        @Override
        public void store(List<Bar> bars) {
            // nothing is kept
        }

        @Override
        public List<Long> closes(String symbol, long fromCloseMillis, long toCloseMillis) {
            return List.of();
        }

        @Override
        public void read(String symbol, long fromCloseMillis, long toCloseMillis, Consumer<Bar> sink) {
            // nothing was stored
        }

        @Override
        public long newestClose(String symbol) {
            return 0;
        }
    }
}
