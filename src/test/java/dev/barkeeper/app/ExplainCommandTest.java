package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.bot.Event;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.execution.Command;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotKey;
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
import dev.barkeeper.model.Position;
import dev.barkeeper.model.PositionRow;
import dev.barkeeper.model.Quote;
import dev.barkeeper.model.RequestState;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TriggerPrice;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.DatabaseSettings;
import dev.barkeeper.storage.Lease;
import dev.barkeeper.storage.SqlBarStore;
import dev.barkeeper.storage.SqlBotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows written as a running bot writes them, told back. */
class ExplainCommandTest {
    private static final BotKey KEY = new BotKey(100_001, "XBTUSD", "bot0");
    private static final long T = Instant.parse("2026-11-20T12:31:00Z").toEpochMilli();
    private static final long MINUTE = Bar.MINUTE_MILLIS;

    @TempDir
    static Path root;

    private static long sequence;

    @BeforeAll
    static void writeWhatABotWrites() throws IOException {
        Files.createDirectories(root.resolve("config"));
        Files.writeString(
                root.resolve("config/bitmex_bot_0.ini"), "[DEFAULT]\nbitmex.api.key=k\nbitmex.api.secret=s\n");
        DatabaseSettings file =
                DatabaseSettings.ofUrl(new InstancePaths(root, Path.of("config"), 0).defaultDatabaseUrl());
        try (Database database = Database.open(file);
                Lease lease = Lease.acquire(database, KEY)) {
            SqlBotStore store = new SqlBotStore(database, KEY, lease);
            new SqlBarStore(database).store(List.of(bar(T - MINUTE), bar(T), bar(T + MINUTE)));
            store.commit(flatMinute(T - MINUTE));
            store.commit(entry());
            store.commit(fillAndStop());
            store.commit(turn(T - MINUTE));
            store.commit(afterAnOutage(T + 5 * MINUTE));
        }
    }

    @Test
    void tellsEverythingThatLedToAnEntryAndWhatCameOfIt() {
        CommandRun run = explain("2026-11-20 12:31");

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .containsExactly(
                        "Bot bot0, XBTUSD, account 100001: bar 2026-11-20 12:31 UTC (the minute that ended then)",
                        "Bar: open 9300, high 9310, low 9290, close 9305.5; 12 trades, volume 1200",
                        "Quote: 12:30:59.900 bid 9304.5 × 100, ask 9305 × 200, middle 9304.75",
                        "Before: position 0, unrealised 0 minor units (row of 2026-11-20 12:30, read 12:30:03.000)",
                        "Reconciled: the venue held what the bot's own fills explain",
                        "Decided: market price 9304.75, bar taken in at 12:31:00.105",
                        "  long  100 at 9305.5  close above close 3 bars ago",
                        "  short 0  close above close 3 bars ago",
                        "Risk: nothing was refused",
                        "Requests:",
                        "  ENTER_LONG attempt 0: Buy 100 Market, id " + id(Leg.ENTER_LONG) + ", decision price 9305.5"
                                + " → FILLED at 12:31:00.400 (bar 2026-11-20 12:31): filled; at once",
                        "    order v-1: Filled, 100 of 100 filled at 9306",
                        "    fill 12:31:00.300: Buy 100 at 9306, fee 75 minor units, of " + id(Leg.ENTER_LONG)
                                + ", exec e-1",
                        "  STOP attempt 0: Sell 100 StopLimit at 9195.5 limit 9195.5, reduce only, id " + id(Leg.STOP)
                                + ", decision price 9305.5 → WORKING at 12:31:00.400 (bar 2026-11-20 12:31)",
                        "After: position 100 at 9306, unrealised -12 minor units (row of 2026-11-20 12:31, read"
                                + " 12:31:03.000)",
                        "Journal (venue time; < came in, > went out):",
                        "  12:31:00.105 < bar 2026-11-20 12:31",
                        "  12:31:00.105 > send " + id(Leg.ENTER_LONG) + ": buy 100 Market",
                        "  12:31:00.400 < fill buy 100 at 9306 of " + id(Leg.ENTER_LONG),
                        "  12:31:00.400 > send " + id(Leg.STOP) + ": sell 100 StopLimit at 9195.5, reduce only");
    }

    /** A paper exchange's clock may be years away from this machine's. */
    @Test
    void aTimeAloneIsOfTheNewestDayThatWasDecidedOn() {
        assertThat(explain("12:31").out())
                .startsWith("Bot bot0, XBTUSD, account 100001: bar 2026-11-20 12:31 UTC")
                .contains("Decided: market price 9304.75");
    }

    /** The number of an order goes by its leg, and an entry's is the lowest. */
    @Test
    void tellsRequestsAsTheyWereMade() {
        assertThat(explain("2026-11-20 12:30").out().lines().filter(line -> line.contains(" attempt 0: ")))
                .extracting(line -> line.strip().split(" ")[0])
                .containsExactly("LEAVE", "ENTER_SHORT", "STOP");
    }

    @Test
    void tellsWhatAReconciliationFoundAndWhatRiskRefused() {
        CommandRun run = explain("2026-11-20T12:36:00Z");

        assertThat(run.out())
                .contains(
                        "Reconciled: something outside the bot moved the position, so two synthetic rows were written\n"
                                + "  long  300 at 9400  expected 100, venue holds 300: bought 200 by hand\n",
                        "Risk: refused: paused by operator (turn)\n",
                        "Requests: none for this bar\n",
                        "Stop before: STOP attempt 0: Sell 100 StopLimit at 9195.5",
                        "Quote: none before the bar's end, so the close is the market price\n",
                        "After: no position row of this bar\n");
    }

    @Test
    void saysWhyAMinuteHasNoDecision() {
        assertThat(explain("2026-11-20 12:33").out())
                .contains(
                        "No decision: missed in an outage: 4 bars between the decisions on 2026-11-20 12:31 and"
                                + " 2026-11-20 12:36; only the newest bar is decided on",
                        "The bar itself is not stored either.\n",
                        "What the journal tells of that time:\n",
                        "  2026-11-20 12:36 (12:36:00.050) private stream is lost: reset\n",
                        "(12:36:00.060) bar 2026-11-20 12:33 (missed: for the indicators only)\n")
                .doesNotContain("Reconciled:");
        assertThat(explain("2026-11-20 12:32").out()).contains("The bar itself is stored and feeds the indicators.");
        assertThat(explain("2026-11-19 12:31").out())
                .contains("No decision: before the bot's first decision, on 2026-11-20 12:30.");
        assertThat(explain("2026-11-20 12:40").out())
                .contains("No decision: after the bot's last decision, on 2026-11-20 12:36; it has not decided since");
    }

    @Test
    void takesTheTimeInTwoWordsAndRefusesWhatIsNone() {
        CommandRun twoWords = CommandRun.in(root, "explain", "--instance", "0", "2026-11-20", "12:31:02");
        CommandRun bad = explain("noon");
        CommandRun impossible = explain("2026-11-20 25:00");

        assertThat(twoWords.out()).startsWith("Bot bot0, XBTUSD, account 100001: bar 2026-11-20 12:31 UTC");
        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.err())
                .isEqualTo(
                        "barkeeper explain: 'noon' is no time; allowed is 2026-11-20 12:31, or 12:31 of the newest day"
                                + " decided on, in UTC" + System.lineSeparator());
        assertThat(impossible.exitCode()).isEqualTo(2);
    }

    @Test
    void saysWhenTheBotHasLeftNothing() throws IOException {
        Files.writeString(
                root.resolve("config/bitmex_bot_1.ini"), "[DEFAULT]\nbitmex.api.key=k\nbitmex.api.secret=s\n");

        CommandRun run = CommandRun.in(root, "explain", "--instance", "1", "12:31");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("barkeeper explain: bot bot1 has not decided on XBTUSD in jdbc:h2:file:");
    }

    private CommandRun explain(String time) {
        return CommandRun.in(root, "explain", "--instance", "0", time);
    }

    private static Commit flatMinute(long bar) {
        return commit(
                List.of(in(bar + 105, new Event.BarArrived(bar(bar), Optional.empty(), true))),
                rows(bar, 0, 0, "warming up", "warming up"),
                List.of(),
                List.of(),
                List.of(),
                List.of(new PositionRow(bar, new Position("XBTUSD", 0, 0, 0, 0, bar + 3_000))));
    }

    private static Commit entry() {
        Quote quote = new Quote("XBTUSD", T - 100, e8("9304.5"), 100, e8("9305"), 200);
        OrderRequest buy = OrderRequest.market(clientId(Leg.ENTER_LONG), "XBTUSD", Side.BUY, 100);
        return commit(
                List.of(
                        in(T + 105, new Event.BarArrived(bar(T), Optional.of(quote), true)),
                        out(T + 105, new Command.Submit(buy, true))),
                rows(T, 100, e8("9305.5"), "close above close 3 bars ago", "close above close 3 bars ago"),
                List.of(ticket(buy, Leg.ENTER_LONG, RequestState.PLANNED, "")),
                List.of(),
                List.of(),
                List.of());
    }

    private static Commit fillAndStop() {
        OrderRequest buy = OrderRequest.market(clientId(Leg.ENTER_LONG), "XBTUSD", Side.BUY, 100);
        OrderRequest stop = OrderRequest.stop(
                clientId(Leg.STOP), "XBTUSD", Side.SELL, 100, e8("9195.5"), e8("9195.5"), TriggerPrice.LAST);
        Fill fill = new Fill(
                "e-1",
                "v-1",
                Optional.of(buy.id()),
                "XBTUSD",
                Side.BUY,
                OrderType.MARKET,
                OrderStatus.FILLED,
                100,
                0,
                0,
                e8("9306"),
                100,
                0,
                100,
                e8("9306"),
                -1_074_576,
                75,
                T + 300);
        Order order = new Order(
                "v-1",
                Optional.of(buy.id()),
                "XBTUSD",
                Side.BUY,
                OrderType.MARKET,
                OrderStatus.FILLED,
                100,
                0,
                0,
                0,
                100,
                e8("9306"),
                false,
                false,
                "",
                T + 300);
        return commit(
                List.of(
                        in(T + 400, new Event.Reported(new ExchangeReport.FillReported(fill))),
                        out(T + 400, new Command.Submit(stop, false))),
                List.of(),
                List.of(
                        ticket(buy, Leg.ENTER_LONG, RequestState.FILLED, "filled\nat once"),
                        ticket(stop, Leg.STOP, RequestState.WORKING, "")),
                List.of(order),
                List.of(fill),
                List.of(new PositionRow(T, new Position("XBTUSD", 100, e8("9306"), -12, 0, T + 3_000))));
    }

    private static Commit turn(long bar) {
        OrderRequest sell = OrderRequest.leave(derived(bar, Leg.LEAVE), "XBTUSD", Side.SELL, 100);
        OrderRequest enter = OrderRequest.market(derived(bar, Leg.ENTER_SHORT), "XBTUSD", Side.SELL, 100);
        OrderRequest stop = OrderRequest.stop(
                derived(bar, Leg.STOP), "XBTUSD", Side.BUY, 100, e8("9495.5"), e8("9495.5"), TriggerPrice.LAST);
        return commit(
                List.of(),
                List.of(),
                List.of(
                        ticket(bar, enter, Leg.ENTER_SHORT, RequestState.FILLED, ""),
                        ticket(bar, sell, Leg.LEAVE, RequestState.FILLED, ""),
                        ticket(bar, stop, Leg.STOP, RequestState.WORKING, "")),
                List.of(),
                List.of(),
                List.of());
    }

    private static Commit afterAnOutage(long bar) {
        List<Decision> decisions = new ArrayList<>();
        String cause = "expected 100, venue holds 300: bought 200 by hand";
        decisions.add(new Decision(bar, "XBTUSD", Direction.LONG, 300, e8("9400"), true, e8("9410"), false, cause));
        decisions.add(new Decision(bar, "XBTUSD", Direction.SHORT, 0, 0, true, e8("9410"), false, cause));
        decisions.addAll(rows(bar, 300, e8("9400"), "held", "refused: paused by operator (turn)"));
        return commit(
                List.of(
                        in(bar + 50, new Event.Reported(new ExchangeReport.Disconnected("reset"))),
                        in(bar + 60, new Event.BarArrived(bar(T + 2 * MINUTE), Optional.empty(), false)),
                        in(bar + 70, new Event.BarArrived(bar(bar), Optional.empty(), true))),
                decisions,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static List<Decision> rows(long bar, long longs, long price, String longReason, String shortReason) {
        long market = e8("9304.75");
        return List.of(
                new Decision(bar, "XBTUSD", Direction.LONG, longs, price, false, market, false, longReason),
                new Decision(bar, "XBTUSD", Direction.SHORT, 0, 0, false, market, false, shortReason));
    }

    private static OrderTicket ticket(OrderRequest request, Leg leg, RequestState state, String note) {
        return ticket(T, request, leg, state, note);
    }

    private static OrderTicket ticket(long bar, OrderRequest request, Leg leg, RequestState state, String note) {
        return new OrderTicket(request, bar, leg, 0, e8("9305.5"), state, "", 0, note, bar + 400);
    }

    private static Commit commit(
            List<JournalEntry> journal,
            List<Decision> decisions,
            List<OrderTicket> tickets,
            List<Order> orders,
            List<Fill> fills,
            List<PositionRow> positions) {
        return new Commit(journal, decisions, tickets, orders, fills, List.of(), positions, Optional.empty());
    }

    private static JournalEntry in(long at, Record payload) {
        return new JournalEntry(++sequence, at, JournalEntry.Direction.IN, payload);
    }

    private static JournalEntry out(long at, Record payload) {
        return new JournalEntry(++sequence, at, JournalEntry.Direction.OUT, payload);
    }

    private static Bar bar(long close) {
        return new Bar("XBTUSD", close, e8("9300"), e8("9310"), e8("9290"), e8("9305.5"), 12, 1200, 0, 0, 0, 0, 0);
    }

    private static ClientOrderId clientId(Leg leg) {
        return derived(T, leg);
    }

    private static ClientOrderId derived(long bar, Leg leg) {
        return ClientOrderId.derive("bot0", bar, leg, 0);
    }

    private static String id(Leg leg) {
        return clientId(leg).text();
    }

    private static long e8(String price) {
        return E8.parse(price);
    }
}
