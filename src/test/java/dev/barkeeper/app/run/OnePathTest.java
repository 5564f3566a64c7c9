package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.backtest.Backtest;
import dev.barkeeper.backtest.Plan;
import dev.barkeeper.bot.BotRules;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.E8;
import dev.barkeeper.paper.BinSize;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.paper.ScriptedPrices;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.paper.Window;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.DatabaseSettings;
import dev.barkeeper.storage.Lease;
import dev.barkeeper.storage.MemoryBarStore;
import dev.barkeeper.storage.SqlBotStore;
import dev.barkeeper.strategy.Strategies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same prices through the gateway over real HTTP and WebSocket and through the run in memory: the same rows. */
class OnePathTest {
    private static final long START = 1_583_150_400_000L;
    private static final long SEED = 21;
    private static final int BARS = 200;
    private static final ContractSpec SPEC = ContractSpecs.xbtusd();
    private static final List<String> TABLES = List.of(
            "select timestamp_dt, symbol, side, position, price, synthetic, mkt_price, active, bot, reason from decisions"
                    + " order by 1, 3, 6",
            "select order_id, symbol, price, decision_px, stop_px, side, quantity, order_type, created_dt, bot,"
                    + " client_id, status, leaves_qty, cum_qty, avg_px, reduce_only, triggered, reason, updated_dt"
                    + " from orders order by created_dt, client_id",
            "select transaction_dt, exec_id, order_id, symbol, side, price, stop_px, order_qty, order_type,"
                    + " order_status, last_px, last_qty, leaves_qty, cum_qty, avg_px, bot, client_id, cost, fee"
                    + " from fills order by transaction_dt, exec_id",
            "select bar_dt, symbol, current_qty, avg_cost_price, unrealised_pnl, mark_px from positions"
                    + " order by 1",
            "select client_id, leg, attempt, side, order_type, quantity, price, stop_px, decision_px, state, cum_qty"
                    + " from order_requests order by 1",
            "select transaction_dt, exec_id, kind, quantity, price from ledger order by 1, 2, 3");

    @TempDir
    Path folder;

    @Test
    void givesTheSameRowsAsTheGateway() {
        List<PriceBar> prices = prices();
        BotSettings settings;
        List<List<String>> live;
        try (LiveRig rig = new LiveRig(folder.resolve("live"), new ScriptedPrices(prices), SEED)) {
            rig.start();
            rig.walk();
            rig.awaitBars(BARS + 1);
            rig.stop();
            settings = rig.settings();
            try (Database database = Database.open(settings.database().toSettings())) {
                live = rows(database);
            }
            assertThat(rig.violations).isEmpty();
        }
        List<List<String>> inMemory = run(settings, prices);
        for (int i = 0; i < TABLES.size(); i++) {
            for (int row = 0; row < Math.min(live.get(i).size(), inMemory.get(i).size()); row++) {
                assertThat(inMemory.get(i).get(row)).isEqualTo(live.get(i).get(row));
            }
            assertThat(inMemory.get(i)).as(TABLES.get(i)).hasSameSizeAs(live.get(i));
        }
        assertThat(live.get(0)).hasSize(2 * BARS + 2);
        assertThat(live.get(2))
                .as("fills, stops among them")
                .hasSizeGreaterThan(20)
                .anyMatch(r -> r.contains("StopLimit"));
    }

    /** Minutes that turn, some missing, one gap through the stops that does not come back. */
    private static List<PriceBar> prices() {
        GeneratedPrices generated = new GeneratedPrices(SPEC, SEED, START);
        List<PriceBar> bars = new ArrayList<>();
        for (int i = 0; i < BARS; i++) {
            PriceBar bar = generated.next();
            boolean missing = i == 30 || i == 31;
            long shift = i >= 120 ? E8.parse("300") : i >= 60 ? E8.parse("-200") : 0;
            if (!missing) {
                bars.add(new PriceBar(
                        bar.openMillis(),
                        bar.openE8() + shift,
                        bar.highE8() + shift,
                        bar.lowE8() + shift,
                        bar.closeE8() + shift,
                        bar.volume()));
            }
        }
        return bars;
    }

    private List<List<String>> run(BotSettings settings, List<PriceBar> prices) {
        BotRules rules = Conversions.rules(settings, LiveRig.ACCOUNT, SPEC.instrument());
        VenueSettings venue = VenueSettings.DEFAULT.withSeed(SEED);
        Plan plan = new Plan(
                rules,
                () -> Strategies.create(settings.strategy(), settings.strategySettings()),
                new Listing(SPEC, new ScriptedPrices(prices)),
                venue,
                dayBefore(venue, prices),
                1_000_000_000L,
                Optional.empty());
        try (Database database = Database.open(
                        DatabaseSettings.ofFile(folder.resolve("memory").toString()));
                Lease lease = Lease.acquire(database, rules.key())) {
            SqlBotStore store = new SqlBotStore(database, rules.key(), lease);
            Backtest.run(plan, store);
            return rows(database);
        }
    }

    /** What the live bot reads from the venue before it starts. */
    private static MemoryBarStore dayBefore(VenueSettings settings, List<PriceBar> prices) {
        MemoryBarStore store = new MemoryBarStore();
        try (PaperVenue venue = PaperVenue.open(settings, List.of(new Listing(SPEC, new ScriptedPrices(prices))))) {
            List<Bar> bars =
                    venue.bars(SPEC.symbol(), BinSize.MINUTE, Window.between(START - 86_400_000L, START, 2_000), false);
            store.store(bars);
        }
        return store;
    }

    private static List<List<String>> rows(Database database) {
        return TABLES.stream()
                .map(sql -> database.jdbi()
                        .withHandle(h -> h.createQuery(sql)
                                .mapToMap()
                                .map(Object::toString)
                                .list()))
                .toList();
    }
}
