package dev.barkeeper.app.demo;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.model.E8;
import dev.barkeeper.paper.PaperExecution;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.Window;
import dev.barkeeper.storage.Database;
import java.util.List;
import java.util.TreeSet;

/**
 * What a demonstration came to: the exchange's books beside the bot's.
 *
 * @param bars decided on, by the bot's table
 * @param fills of the exchange
 * @param roundTrips positions that were opened and are closed
 * @param stopsHit round trips that a protective stop ended
 * @param realisedMinor profit of closed positions before fees
 * @param agree whether the bot's fills are the exchange's, each once
 */
record DemoBooks(
        long bars,
        int fills,
        int roundTrips,
        int stopsHit,
        long realisedMinor,
        long feesMinor,
        long position,
        String stop,
        boolean agree) {
    private static final int MOST_ROWS = 100_000;

    /** Reads both; the bot has ended. */
    static DemoBooks read(PaperVenue venue, BotSettings settings) {
        List<PaperExecution> fills = venue.executions(
                ApiKeys.DEMO_ACCOUNT,
                Window.between(Long.MIN_VALUE, Long.MAX_VALUE, MOST_ROWS),
                execution -> execution.type().isFill());
        long position = 0;
        int roundTrips = 0;
        int stopsHit = 0;
        for (PaperExecution fill : fills) {
            PaperOrder order = fill.order().orElseThrow();
            position += order.side().sign() * fill.lastContracts();
            roundTrips += position == 0 ? 1 : 0;
            stopsHit += position == 0 && order.type().isTriggered() ? 1 : 0;
        }
        try (Database database = Database.open(settings.database().toSettings())) {
            List<String> booked = column(database, "select exec_id from fills", String.class);
            return new DemoBooks(
                    column(
                                    database,
                                    "select count(distinct timestamp_dt) from decisions where synthetic = 0",
                                    Long.class)
                            .get(0),
                    fills.size(),
                    roundTrips,
                    stopsHit,
                    fills.stream().mapToLong(PaperExecution::realisedMinor).sum(),
                    fills.stream().mapToLong(PaperExecution::feeMinor).sum(),
                    position,
                    venue.openOrders(ApiKeys.DEMO_ACCOUNT).stream()
                            .findFirst()
                            .map(order -> "stop at " + E8.toString(order.triggerE8()))
                            .orElse("no stop"),
                    booked.size() == fills.size()
                            && new TreeSet<>(booked)
                                    .equals(new TreeSet<>(fills.stream()
                                            .map(PaperExecution::execId)
                                            .toList())));
        }
    }

    private static <T> List<T> column(Database database, String sql, Class<T> type) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(type).list());
    }

    /** For a person. */
    List<String> lines() {
        return List.of(
                bars + " bars decided, " + fills + " fills, " + roundTrips + " round trips, " + stopsHit
                        + " of them ended by the stop",
                "profit " + (realisedMinor > 0 ? "+" : "") + realisedMinor + " XBt, fees " + feesMinor
                        + " XBt; position now " + position + ", " + stop,
                agree
                        ? "the bot's books hold each fill of the exchange once"
                        : "the bot's books DIFFER from the exchange's: compare its fills with the exchange's tradeHistory");
    }
}
