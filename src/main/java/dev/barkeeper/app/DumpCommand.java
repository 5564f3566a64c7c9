package dev.barkeeper.app;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.Dump;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The tables as CSV in one zip file. */
@Command(description = "write the tables as CSV into db-dump-YYYYMMDD.zip")
final class DumpCommand implements Callable<Integer> {
    private static final long TOLD_FROM = 100_000;

    @Mixin
    private InstanceOptions options;

    @Option(names = "--days", paramLabel = "D", description = "only the last D times 24 hours (default: all)")
    private Integer days;

    @Option(names = "--bars", description = "minute bars, too")
    private boolean bars;

    @Option(names = "--to", paramLabel = "DIR", description = "folder the file goes to (default: where you stand)")
    private Path folder = Path.of("");

    private final CommandContext context;
    private ProgressBar progress;

    DumpCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (days != null && days < 1) {
            throw CommandFailure.badArguments("--days " + days + " is not above 0");
        }
        BotSettings settings = options.settings(context);
        try (Database database = Database.openToRead(settings.database().toSettings())) {
            Dump dump = new Dump(database, this::tell);
            Instant now = context.clock().instant();
            Path file = dump.write(context.userPath(folder), now, Optional.ofNullable(days), bars);
            context.print("written: " + file);
            Instant end = days == null ? now : dump.lastDaysEnd(now, days);
            if (!end.equals(now)) {
                context.print(
                        "its days end with the newest bar, " + end + ", since the venue's clock is not this machine's");
            }
        } catch (UncheckedIOException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
        return Main.DONE;
    }

    /** H2 gathers a whole table before it gives the first row, so a big one is named first. */
    private void tell(String table, long rows, long all) {
        if (all < TOLD_FROM) {
            return;
        }
        if (rows == 0) {
            context.err().println("dump " + table + ": " + all + " rows");
            progress = new ProgressBar(context.err(), "dump " + table, all);
        } else {
            progress.at(rows);
        }
    }
}
