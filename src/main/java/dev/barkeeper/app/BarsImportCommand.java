package dev.barkeeper.app;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import dev.barkeeper.paper.BarsFile;
import dev.barkeeper.paper.BarsSurvey;
import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.paper.PriceSourceException;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.SqlBarStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a prices file into the table of minute bars; the whole file is checked before the first bar is stored. */
@Command(name = "import", description = "bring minute bars of a CSV file into tradeBin1m")
final class BarsImportCommand implements Callable<Integer> {
    private static final int BATCH = 1_000;

    /** What the time stamp of a row means. */
    enum Stamp {
        start,
        end
    }

    @Mixin
    private InstanceOptions options;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "CSV, plain or .gz, UTC, a row per minute: timestamp,open,high,low,close,volume in any order, or"
                            + " without names in this one; ISO times, epoch seconds or milliseconds")
    private Path file;

    @Option(
            names = "--stamp",
            defaultValue = "start",
            description = "whether timestamp is the ${COMPLETION-CANDIDATES} of the minute (default: ${DEFAULT-VALUE})")
    private Stamp stamp;

    @Option(names = "--replace", description = "replace bars that are stored already (default: keep them)")
    private boolean replace;

    @Option(names = "--no-gaps", description = "store nothing when a minute is missing (default: say what is missing)")
    private boolean noGaps;

    private final CommandContext context;
    private long read;
    private long stored;
    private long firstClose;
    private long lastClose;

    BarsImportCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        BotSettings settings = options.settings(context);
        try (BarsFile bars = BarsFile.open(context.userPath(file), stamp == Stamp.end);
                Database database = Database.open(settings.database().toSettings())) {
            lookAtGaps(bars.survey());
            copy(bars, new SqlBarStore(database), settings.symbol());
        } catch (PriceSourceException e) {
            throw new CommandFailure(e.getMessage() + "; nothing was stored", e);
        }
        context.print(stored + " of " + read + " bars stored as " + settings.symbol() + ", closes "
                + Instant.ofEpochMilli(firstClose) + " to " + Instant.ofEpochMilli(lastClose)
                + (stored < read ? "; the others were there before (--replace takes the file's)" : ""));
        return Main.DONE;
    }

    private void lookAtGaps(BarsSurvey survey) {
        if (survey.gapCount() > 0 && noGaps) {
            throw new CommandFailure(
                    "prices file " + file + ", " + survey.gaps().get(0) + "; nothing was stored");
        }
        survey.gaps().forEach(gap -> context.err().println(gap));
        if (survey.gapCount() > 0) {
            context.err().println(BarsCheckCommand.missing(survey.missingMinutes(), survey.gapCount()));
        }
    }

    private void copy(BarsFile bars, BarStore store, String symbol) {
        List<Bar> batch = new ArrayList<>(BATCH);
        ProgressBar progress =
                new ProgressBar(context.err(), "import", bars.survey().rows());
        while (bars.hasNext()) {
            batch.add(bar(bars.next(), symbol));
            if (batch.size() == BATCH || !bars.hasNext()) {
                store(batch, store, symbol);
                if (bars.survey().rows() > BATCH) {
                    progress.at(read);
                }
                batch.clear();
            }
        }
    }

    private static Bar bar(PriceBar price, String symbol) {
        return Bar.ofPrices(
                symbol,
                price.openMillis() + Bar.MINUTE_MILLIS,
                price.openE8(),
                price.highE8(),
                price.lowE8(),
                price.closeE8(),
                price.volume());
    }

    private void store(List<Bar> batch, BarStore store, String symbol) {
        long from = batch.get(0).closeMillis();
        long to = batch.get(batch.size() - 1).closeMillis();
        Set<Long> present = replace ? Set.of() : new HashSet<>(store.closes(symbol, from, to));
        List<Bar> wanted = batch.stream()
                .filter(bar -> !present.contains(bar.closeMillis()))
                .toList();
        if (!wanted.isEmpty()) {
            store.store(wanted);
        }
        firstClose = firstClose == 0 ? from : firstClose;
        lastClose = to;
        stored += wanted.size();
        read += batch.size();
    }
}
