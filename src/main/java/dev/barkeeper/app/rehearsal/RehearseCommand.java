package dev.barkeeper.app.rehearsal;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.app.LogFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs strategies over a prices file through the gateway, as fast as the bot keeps up, and audits every minute. */
@Command(
        description = "run strategies over a whole prices file through the real gateway in lock-step, and audit at the"
                + " venue: two decision rows per bar, position = sum of fills, a live stop of exact size behind every"
                + " held minute")
public final class RehearseCommand implements Callable<Integer> {
    private static final List<String> ALL = List.of("momentum", "movement", "volatility-breakout", "ma-composite");

    @Option(names = "--bars", paramLabel = "FILE", required = true, description = "prices, CSV, plain or .gz")
    private Path file;

    @Option(names = "--stamp", paramLabel = "start|end", defaultValue = "start", description = "what stamps mean")
    private String stamp;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "only this one (repeatable; default: momentum, movement, volatility-breakout, ma-composite)")
    private List<String> strategies = ALL;

    private final CommandContext context;

    public RehearseCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        if (!List.of("start", "end").contains(stamp)) {
            throw CommandFailure.badArguments("--stamp " + stamp + " is neither start nor end");
        }
        Path prices = context.userPath(file);
        context.print(RehearsalResult.HEADER);
        boolean clean = true;
        for (String strategy : strategies) {
            RehearsalResult result = new Rehearsal(context, prices, stamp.equals("end"), strategy).run();
            context.print(result.row());
            result.violations().forEach(violation -> context.print("  violation: " + violation));
            clean &= result.violations().isEmpty();
        }
        LogFiles.configure(context.root().resolve("logs").resolve("rehearsal.log"), false);
        if (!clean) {
            throw new CommandFailure("the audit found violations, listed above");
        }
        return 0;
    }
}
