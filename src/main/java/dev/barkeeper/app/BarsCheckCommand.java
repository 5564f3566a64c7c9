package dev.barkeeper.app;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.market.BarGap;
import dev.barkeeper.paper.BarsFile;
import dev.barkeeper.paper.BarsSurvey;
import dev.barkeeper.paper.PriceSourceException;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.SqlBarStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a prices file, or the table of minutes, holds and what is missing; stores nothing. */
@Command(
        name = "check",
        description =
                "what a CSV file of bars, or without FILE the table tradeBin1m, holds; gaps fail it (exit code 1)")
final class BarsCheckCommand implements Callable<Integer> {
    @Mixin
    private InstanceOptions options;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "CSV, plain or .gz")
    private Path file;

    @Option(names = "--stamp", defaultValue = "start", description = "whether timestamps are the minute's start or end")
    private BarsImportCommand.Stamp stamp;

    private final CommandContext context;

    BarsCheckCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return file == null ? checkTable() : checkFile();
    }

    private int checkFile() {
        try {
            BarsSurvey survey = BarsFile.survey(context.userPath(file), stamp == BarsImportCommand.Stamp.end);
            context.print(survey.rows() + " minutes, " + Instant.ofEpochMilli(survey.firstMillis()) + " to "
                    + Instant.ofEpochMilli(survey.lastMillis()) + ", no minute twice");
            survey.gaps().forEach(gap -> context.print(gap.toString()));
            return verdict(survey.gapCount(), survey.missingMinutes());
        } catch (PriceSourceException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private int checkTable() {
        BotSettings settings = options.settings(context);
        try (Database database = Database.openToRead(settings.database().toSettings())) {
            List<Long> closes = new SqlBarStore(database).closes(settings.symbol(), 0, Long.MAX_VALUE / 2);
            if (closes.isEmpty()) {
                throw new CommandFailure(
                        "no minute of " + settings.symbol() + " is stored; bars import or bars fetch" + " brings some");
            }
            long last = closes.get(closes.size() - 1);
            context.print(closes.size() + " minutes of " + settings.symbol() + ", closes "
                    + Instant.ofEpochMilli(closes.get(0)) + " to " + Instant.ofEpochMilli(last));
            List<BarGap> gaps = BarGap.between(closes.get(0), last, closes);
            gaps.stream()
                    .limit(BarsSurvey.MOST_GAPS)
                    .forEach(gap -> context.print(gap.bars() + " missing, closes "
                            + Instant.ofEpochMilli(gap.firstCloseMillis()) + " to "
                            + Instant.ofEpochMilli(gap.lastCloseMillis())));
            return verdict(gaps.size(), gaps.stream().mapToLong(BarGap::bars).sum());
        }
    }

    /** How much is missing, in words. */
    static String missing(long minutes, long gaps) {
        return minutes + (minutes == 1 ? " minute is" : " minutes are") + " missing in " + gaps
                + (gaps == 1 ? " gap" : " gaps");
    }

    private int verdict(long gaps, long minutes) {
        if (gaps == 0) {
            context.print("nothing is missing");
            return Main.DONE;
        }
        String shown = gaps > BarsSurvey.MOST_GAPS ? "the first " + BarsSurvey.MOST_GAPS + " are" : "each is";
        throw new CommandFailure(missing(minutes, gaps) + "; " + shown + " listed above");
    }
}
