package dev.barkeeper.app.backtest;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.backtest.HeldPrices;
import dev.barkeeper.backtest.StoredPrices;
import dev.barkeeper.model.Bar;
import dev.barkeeper.paper.BarsFile;
import dev.barkeeper.paper.PriceSourceException;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.SqlBarStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import picocli.CommandLine.Option;

/** Which history is walked. */
final class HistoryOptions {
    @Option(names = "--bars", paramLabel = "FILE", description = "minute bars, CSV, plain or .gz")
    private Path file;

    @Option(names = "--stored", description = "the minutes stored in the instance's tradeBin1m")
    private boolean stored;

    @Option(names = "--stamp", paramLabel = "start|end", defaultValue = "start", description = "what the stamps mean")
    private String stamp;

    @Option(names = "--from", paramLabel = "DAY", description = "first day, e.g. 2022-01-01 (default: all there is)")
    private String from;

    @Option(names = "--to", paramLabel = "DAY", description = "day after the last one (default: all there is)")
    private String to;

    @Option(names = "--no-gaps", description = "refuse a history in which a minute is missing")
    private boolean noGaps;

    /** What messages and reports call it. */
    String name() {
        return stored ? "stored tradeBin1m" : String.valueOf(file);
    }

    /** All of it, in memory. */
    HeldPrices read(CommandContext context, BotSettings settings) {
        if ((file == null) == !stored) {
            throw CommandFailure.badArguments("either --bars FILE or --stored says which history");
        }
        if (!List.of("start", "end").contains(stamp)) {
            throw CommandFailure.badArguments("--stamp " + stamp + " is neither start nor end");
        }
        long first = from == null ? Long.MIN_VALUE : day(from, "--from");
        long end = to == null ? Long.MAX_VALUE : day(to, "--to");
        HeldPrices prices = stored ? readStored(settings, first, end) : readFile(context, first, end);
        if (prices.size() == 0) {
            throw new CommandFailure(name() + " has no minute in that time; choose another --from or --to");
        }
        if (noGaps) {
            refuseGap(prices);
        }
        return prices;
    }

    private HeldPrices readFile(CommandContext context, long first, long end) {
        try (BarsFile bars = BarsFile.open(context.userPath(file), stamp.equals("end"))) {
            if (noGaps && bars.survey().gapCount() > 0) {
                throw new CommandFailure(
                        "prices file " + file + ", " + bars.survey().gaps().get(0));
            }
            return HeldPrices.of(bars, first, end);
        } catch (PriceSourceException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    /** A file has been refused by then, with the line. */
    private void refuseGap(HeldPrices prices) {
        for (int i = 1; i < prices.size(); i++) {
            long next = prices.bar(i - 1).openMillis() + Bar.MINUTE_MILLIS;
            long minutes = (prices.bar(i).openMillis() - next) / Bar.MINUTE_MILLIS;
            if (minutes > 0) {
                throw new CommandFailure(name() + ": " + minutes + (minutes == 1 ? " minute is" : " minutes are")
                        + " missing from " + Instant.ofEpochMilli(next));
            }
        }
    }

    private static HeldPrices readStored(BotSettings settings, long first, long end) {
        try (Database database = Database.openToRead(settings.database().toSettings())) {
            return StoredPrices.read(new SqlBarStore(database), settings.symbol(), first, end);
        }
    }

    private static long day(String text, String option) {
        try {
            return text.length() > 10
                    ? Instant.parse(text).toEpochMilli()
                    : LocalDate.parse(text)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli();
        } catch (DateTimeParseException e) {
            throw CommandFailure.badArguments(option + " " + text
                    + " is neither a day such as 2022-01-01 nor a time such as 2022-01-01T10:00:00Z");
        }
    }
}
