package dev.barkeeper.app;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.app.run.BotHost;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs scraper and bot in the foreground until Ctrl-C or TERM. */
@Command(description = "run scraper and trading bot in the foreground; Ctrl-C leaves position and stop at the venue")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private InstanceOptions options;

    @Option(names = "--background", hidden = true, description = "nobody watches: log to the files only")
    private boolean background;

    @Option(names = "--story", description = "tell each minute in readable lines instead of showing the log")
    private boolean tellsStory;

    @Option(
            names = "--history-days",
            paramLabel = "D",
            defaultValue = "21",
            description = "how far back missing bars are fetched at the start (default: ${DEFAULT-VALUE})")
    private int historyDays;

    private final CommandContext context;

    RunCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        BotSettings settings = options.settings(context);
        InstancePaths paths = options.paths(context);
        if (historyDays < 1) {
            throw CommandFailure.badArguments("--history-days " + historyDays + " is not above 0");
        }
        LogFiles.configure(settings.logs(), !background && !tellsStory)
                .forEach(file -> context.print(LogFiles.warning(file)));
        settings.warnings().forEach(context::print);
        try (Announcer say = new Announcer(context.out())) {
            Optional<String> failure = new BotHost(
                            settings, paths, context.clock(), say, new BotHost.Manner(tellsStory, historyDays))
                    .run();
            failure.ifPresent(why -> {
                throw new CommandFailure(why);
            });
            return Main.DONE;
        } finally {
            LogFiles.quiet();
        }
    }
}
