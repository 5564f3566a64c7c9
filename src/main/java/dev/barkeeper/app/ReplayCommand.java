package dev.barkeeper.app;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.explain.Account;
import dev.barkeeper.app.replay.DayReplay;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.storage.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether the bot would do again what it did. */
@Command(
        description = "run a day's journaled events through a fresh core and demand the same decisions, order requests"
                + " and rows")
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private InstanceOptions options;

    @Option(names = "--day", paramLabel = "D", required = true, description = "the day in UTC, e.g. 2026-11-20")
    private LocalDate day;

    private final CommandContext context;

    ReplayCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        BotSettings settings = options.settings(context);
        long from = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        long to = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        try (Database database = Database.openToRead(settings.database().toSettings())) {
            String where = settings.database().toSettings().shownUrl();
            BotKey key = Account.keyOf(database, settings.symbol(), settings.emi())
                    .orElseThrow(() -> new CommandFailure("bot " + settings.emi() + " has not run on "
                            + settings.symbol() + " in " + where + " yet"));
            DayReplay.Outcome outcome = new DayReplay(database, key, from, to)
                    .run()
                    .orElseThrow(
                            () -> new CommandFailure(
                                    "the journal in " + where + " has nothing of " + day
                                            + " behind the start of a process; it keeps the newest 300,000 lines, about two weeks, and"
                                            + " a day can be replayed as long as the start of the process that lived it is among them"));
            tell(outcome);
        }
        return Main.DONE;
    }

    private void tell(DayReplay.Outcome outcome) {
        context.print("replayed " + outcome.processes() + " processes, " + outcome.events() + " events, "
                + outcome.requests() + " requests");
        context.print("compared " + outcome.rows() + " rows from " + Instant.ofEpochMilli(outcome.fromMillis()) + " to "
                + Instant.ofEpochMilli(outcome.toMillis()));
        outcome.differences().forEach(line -> context.print(line.replaceAll("\\s*[\\r\\n]+\\s*", "; ")));
        if (!outcome.differences().isEmpty()) {
            throw new CommandFailure("the replay differs: the first difference is above");
        }
        context.print("identical");
    }
}
