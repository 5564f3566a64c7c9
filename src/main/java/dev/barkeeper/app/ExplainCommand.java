package dev.barkeeper.app;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.explain.Account;
import dev.barkeeper.app.explain.Explanation;
import dev.barkeeper.app.explain.Minute;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.storage.Database;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Why the bot did what it did in one minute. */
@Command(description = "everything that led to one minute's decision")
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private InstanceOptions options;

    @Parameters(
            arity = "1..2",
            paramLabel = "TIME",
            description = "the bar's end in UTC: 2026-11-20 12:31, or 12:31 of the newest day decided on")
    private List<String> time;

    private final CommandContext context;

    ExplainCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        minute(Minute.day(context.clock().millis())); // what is no time is told before anything is opened
        BotSettings settings = options.settings(context);
        try (Database database = Database.openToRead(settings.database().toSettings())) {
            BotKey key = Account.keyOf(database, settings.symbol(), settings.emi())
                    .orElseThrow(() ->
                            new CommandFailure("bot " + settings.emi() + " has not decided on " + settings.symbol()
                                    + " in " + settings.database().toSettings().shownUrl() + " yet"));
            // a venue's remark may have lines of its own
            long today = Account.newestDecision(database, key)
                    .orElseGet(() -> context.clock().millis());
            new Explanation(database, key, minute(Minute.day(today)))
                    .lines()
                    .forEach(line -> context.print(line.replaceAll("\\s*[\\r\\n]+\\s*", "; ")));
        }
        return Main.DONE;
    }

    private long minute(LocalDate today) {
        try {
            return Minute.parse(String.join(" ", time), today);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badArguments(e.getMessage());
        }
    }
}
