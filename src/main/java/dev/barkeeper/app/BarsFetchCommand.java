package dev.barkeeper.app;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.run.BarsFetch;
import dev.barkeeper.bot.Event;
import dev.barkeeper.exchange.ExchangeException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fetches the minutes that are missing from the venue. */
@Command(name = "fetch", description = "fetch the minute bars that tradeBin1m lacks from the instance's venue")
final class BarsFetchCommand implements Callable<Integer> {
    @Mixin
    private InstanceOptions options;

    @Option(
            names = "--days",
            paramLabel = "D",
            defaultValue = "21",
            description = "how far back (default: ${DEFAULT-VALUE})")
    private int days;

    private final CommandContext context;

    BarsFetchCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (days < 1 || days > 3_650) {
            throw CommandFailure.badArguments("--days " + days + " is not between 1 and 3650");
        }
        BotSettings settings = options.settings(context);
        try {
            Event.HistoryLoaded loaded = BarsFetch.fetch(settings, days, context.err()::println);
            context.print(loaded.bars() + " minutes of " + settings.symbol() + " are stored of these " + days
                    + " days, closes " + Instant.ofEpochMilli(loaded.firstCloseMillis()) + " to "
                    + Instant.ofEpochMilli(loaded.lastCloseMillis()));
            return Main.DONE;
        } catch (ExchangeException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }
}
