package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.gateway.GatewayServer;
import dev.barkeeper.gateway.GatewaySettings;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.ExecType;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperFeeder;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.paper.Window;
import dev.barkeeper.storage.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/** A paper exchange in lock-step behind a real server, the ini of a bot on it, and the comparison of their books. */
final class TestVenue implements AutoCloseable {
    static final long ACCOUNT = ApiKeys.DEMO_ACCOUNT;
    private static final long START = 1_583_150_400_000L;
    private static final long MINUTE = 60_000;
    /** A bot that waits for something else decides some bars meanwhile, but not as many as the machine can. */
    private static final long REST_MILLIS = 10;

    final PaperVenue venue;
    final PaperFeeder feeder;
    final ApiKeys keys = ApiKeys.demo();
    final SkewedClock wall = new SkewedClock();
    final InstancePaths paths;
    final Map<String, String> ini = new TreeMap<>();
    GatewayServer gateway;

    TestVenue(Path folder) {
        ContractSpec spec = ContractSpecs.xbtusd();
        GeneratedPrices prices = new GeneratedPrices(spec, 10, START);
        venue = PaperVenue.open(VenueSettings.DEFAULT.withSeed(10), List.of(new Listing(spec, prices)));
        venue.openAccount(ACCOUNT, Map.of("XBt", 1_000_000_000L));
        feeder = PaperFeeder.lockStep(venue, REST_MILLIS);
        paths = new InstancePaths(folder, Path.of("config"), 0);
        open(0);
        ini.put("bitmex.api.url", gateway.restUrl());
        ini.put("bitmex.ws.url", gateway.webSocketUrl());
        ini.put("bitmex.api.key", ApiKeys.DEMO_KEY);
        ini.put("bitmex.api.secret", ApiKeys.DEMO_SECRET);
        ini.put("venue.clock.speed", "max");
        ini.put("bitmex.tradebot.strategy", "momentum");
        ini.put("bitmex.tradebot.momentum.period", "3");
        ini.put("bitmex.tradebot.decision.long.stop.delta", "8");
        ini.put("bitmex.tradebot.decision.short.stop.delta", "8");
        ini.put("bitmex.tradebot.stop.pad", "2");
        writeIni(0);
    }

    /** Serves on a port. */
    void open(int port) {
        gateway = GatewayServer.start(venue, Optional.of(feeder), keys, GatewaySettings.lockStep(port), wall);
    }

    String gatewayUrl(int port) {
        return "http://127.0.0.1:" + port + "/api/v1";
    }

    /** Writes the ini as it is now as that of an instance. */
    InstancePaths writeIni(int instance) {
        InstancePaths wanted = new InstancePaths(paths.root(), paths.configDir(), instance);
        StringBuilder text = new StringBuilder("[DEFAULT]\n");
        ini.forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        try {
            Files.createDirectories(wanted.botIni().getParent());
            Files.writeString(wanted.botIni(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return wanted;
    }

    int bars() {
        return (int) ((venue.lastBarMillis() - START) / MINUTE);
    }

    void awaitBars(int bars) {
        Awaitility.await("bars: " + bars).pollInterval(Duration.ofMillis(1)).until(() -> bars() >= bars);
    }

    void awaitStruck(int struck) {
        Awaitility.await("faults struck: " + struck)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> gateway.faults().struck() >= struck);
    }

    /** Asks a bot to stop once the prices stand and it knows of all they filled: a fill still on its way is the next start's. */
    BotChild.Ended stopAtRest(BotChild bot) {
        feeder.close();
        Awaitility.await("last bar acknowledged").until(feeder::isCaughtUp);
        bot.term();
        BotChild.Ended ended = bot.awaitEnd();
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        return ended;
    }

    long contracts() {
        return venue.positions(ACCOUNT).stream().mapToLong(p -> p.contracts()).sum();
    }

    /** What the database says, one number. */
    long count(String sql) {
        try (Database database = database()) {
            return database.jdbi()
                    .withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
        }
    }

    private Database database() {
        return Database.open(BotSettings.load(paths, Map.of()).database().toSettings());
    }

    private List<String> column(String sql) {
        try (Database database = database()) {
            return database.jdbi()
                    .withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
        }
    }

    /** Rows of fills and orders are those of the venue, each once; two decisions a bar; the stop is exact. */
    void assertBooksAreRight() {
        assertFillsAreRight();
        assertThat(column("select order_id from orders"))
                .as("orders")
                .containsExactlyInAnyOrderElementsOf(
                        venue.orders(ACCOUNT).stream().map(PaperOrder::orderId).toList());
        assertThat(column("select client_id from orders")).as("client ids").doesNotHaveDuplicates();
        assertThat(count("select count(*) from decisions where synthetic = 1"))
                .as("synthetic rows")
                .isZero();
        assertThat(column("select timestamp_dt from decisions group by timestamp_dt having count(*) <> 2"))
                .as("bars without two rows")
                .isEmpty();
        assertStopIsExact();
    }

    /** Each of the venue's fills once. */
    void assertFillsAreRight() {
        assertThat(column("select exec_id from fills"))
                .as("fills")
                .containsExactlyInAnyOrderElementsOf(
                        venue.executions(ACCOUNT, Window.newest(100_000), e -> e.type() == ExecType.TRADE).stream()
                                .map(e -> e.execId())
                                .toList());
    }

    /** From the bar the bot found at its start to the one it was stopped at. */
    void assertNoBarIsMissing(String... columns) {
        for (String rows : columns) {
            String time = rows.substring(0, rows.indexOf(' '));
            List<Long> minutes = minutes("select distinct unix_timestamp(" + time + ") from " + rows.split(" ")[2]
                    + " where " + time + " > '2020-03-02 12:00:00' order by 1");
            assertThat(minutes)
                    .as(rows)
                    .isEqualTo(LongStream.rangeClosed(1, minutes.size())
                            .mapToObj(n -> (START + n * MINUTE) / 1_000)
                            .toList());
            assertThat(minutes.size()).as(rows).isBetween(bars() - 1, bars());
        }
    }

    private List<Long> minutes(String sql) {
        return column(sql).stream()
                .map(seconds -> new BigDecimal(seconds).longValue())
                .toList();
    }

    void assertStopIsExact() {
        long contracts = contracts();
        List<PaperOrder> open = venue.openOrders(ACCOUNT);
        if (contracts == 0) {
            assertThat(open).isEmpty();
            return;
        }
        assertThat(open).hasSize(1);
        assertThat(open.get(0).leavesContracts()).isEqualTo(Math.abs(contracts));
        assertThat(open.get(0).isReducing()).isTrue();
        assertThat(open.get(0).type().isTriggered()).isTrue();
    }

    @Override
    public void close() {
        gateway.close();
        feeder.close();
        venue.close();
    }
}
