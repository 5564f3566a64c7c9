package dev.barkeeper.app.benchmark;

import dev.barkeeper.app.CommandContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What one bar costs the bot with a day and with years of bars in the table, and how many rows it reads for it. */
final class BarCost {
    private static final long DAY = 1_440;
    private static final double RATIO_TARGET = 1.3;
    private static final List<String> STRATEGIES = List.of("momentum", "ma-composite");

    private final CommandContext context;
    private final Effort effort;
    private final Path folder;

    BarCost(CommandContext context, Effort effort, Path folder) {
        this.context = context;
        this.effort = effort;
        this.folder = folder;
    }

    /** One bot's run: the median cost of a bar, milliseconds. */
    private double run(LoneBot bot) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < effort.costBars(); i++) {
            millis.add(Statistics.millis(bot.nanosOfNextBar()));
        }
        return Statistics.median(millis);
    }

    void measure(Scoreboard board) throws InterruptedException {
        board.heading("2. one bar, arrival to settled, with few and with many bars stored (H2, commit included)");
        try (StoredHistory few = StoredHistory.make(folder.resolve("few"), DAY);
                StoredHistory many = StoredHistory.make(folder.resolve("many"), effort.storedBars())) {
            for (int account = 0; account < STRATEGIES.size(); account++) {
                String strategy = STRATEGIES.get(account);
                try (LoneBot atFew = new LoneBot(few, strategy, account);
                        LoneBot atMany = new LoneBot(many, strategy, account)) {
                    time(board, strategy, atFew, atMany);
                    board.note("   " + strategy + ", rows read per bar, 1 day", rowsPerBar(few, atFew), "rows");
                    board.note("   " + strategy + ", rows read per bar, " + years(), rowsPerBar(many, atMany), "rows");
                }
            }
        }
    }

    private void time(Scoreboard board, String strategy, LoneBot few, LoneBot many) throws InterruptedException {
        run(few);
        run(many);
        List<Double> atFew = new ArrayList<>();
        List<Double> atMany = new ArrayList<>();
        for (int i = 0; i < effort.runs(); i++) {
            atFew.add(run(few));
            atMany.add(run(many));
            context.print("  run " + (i + 1) + "  " + strategy + "  1 day " + Scoreboard.number(atFew.get(i), "ms")
                    + "  " + years() + " " + Scoreboard.number(atMany.get(i), "ms"));
        }
        double cheap = Statistics.median(atFew);
        double dear = Statistics.median(atMany);
        board.note("   " + strategy + ", 1 day stored (" + DAY + " bars)", cheap, "ms");
        board.note("   " + strategy + ", " + years() + " stored (" + effort.storedBars() + " bars)", dear, "ms");
        board.atMost("   " + strategy + ", ratio of the two", dear / cheap, RATIO_TARGET, "");
    }

    /** Of all tables, as the database counts them. */
    private double rowsPerBar(StoredHistory history, LoneBot bot) throws InterruptedException {
        history.countReads(true);
        for (int i = 0; i < effort.costBars(); i++) {
            bot.nanosOfNextBar();
        }
        double rows = (double) history.rowsRead() / effort.costBars();
        history.countReads(false);
        return rows;
    }

    private String years() {
        return effort == Effort.FULL ? "5 years" : "many";
    }
}
