package dev.barkeeper.app.demo;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the main job: a paper exchange, a bot on it through real HTTP and WebSocket, and what happens each minute. */
@Command(description = "run the main job on the built-in paper exchange and show each minute; needs nothing else")
public final class DemoCommand implements Callable<Integer> {
    private static final double FASTEST = 600;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "60",
            description = "venue seconds per second, up to 600 (default: ${DEFAULT-VALUE})")
    private double speed;

    @Option(
            names = "--bars",
            paramLabel = "N",
            description = "end by itself with a summary when N bars are told; a fast clock may add one or two")
    private Integer bars;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = DemoIni.SEED,
            description = "other prices (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--kill", description = "end the bot hard in mid-run and show how it comes back")
    private boolean kills;

    private final CommandContext context;

    public DemoCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        if (!(speed > 0) || speed > FASTEST) {
            throw CommandFailure.badArguments("--speed " + speed + " is not above 0 and at most " + FASTEST);
        }
        if (bars != null && bars < 1) {
            throw CommandFailure.badArguments("--bars " + bars + " is not above 0");
        }
        int last = bars == null ? Integer.MAX_VALUE : bars;
        return new Demo(context, speed, seed, last, kills).run();
    }
}
