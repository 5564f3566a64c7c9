package dev.barkeeper.app;

import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.bot.Event.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A person's word to a running bot; waits for the answer. */
abstract sealed class OperatorCommand implements Callable<Integer> {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    @Mixin
    private InstanceOptions options;

    private final CommandContext context;
    private final Operator.Command command;

    private OperatorCommand(CommandContext context, Operator.Command command) {
        this.context = context;
        this.command = command;
    }

    static OperatorCommand pause(CommandContext context) {
        return new Pause(context);
    }

    static OperatorCommand resume(CommandContext context) {
        return new Resume(context);
    }

    static OperatorCommand flatten(CommandContext context) {
        return new Flatten(context);
    }

    @Override
    public Integer call() throws IOException {
        InstancePaths paths = options.paths(context);
        if (!Files.exists(paths.botIni())) {
            throw CommandFailure.noSuchInstance(paths);
        }
        OperatorFolder folder = new OperatorFolder(paths.operatorDir());
        String id = folder.say(command, context.clock());
        String word = command.name().toLowerCase(java.util.Locale.ROOT);
        if (BotProcess.of(paths).isEmpty()) {
            context.print("no bot runs for instance " + paths.instance() + ": " + word
                    + " is kept and will be taken at its next start (id " + id + ")");
            return Main.DONE;
        }
        Optional<String> answer = Waiting.until(ANSWER_WITHIN, () -> folder.answerTo(id));
        if (answer.isEmpty()) {
            throw new CommandFailure("the bot of instance " + paths.instance() + " has not answered " + word
                    + " within " + ANSWER_WITHIN.toSeconds() + " s; it is kept (id " + id
                    + "), look at barkeeper status and its log");
        }
        context.print(answer.get());
        return answer.get().startsWith("refused") ? Main.FAILED : Main.DONE;
    }

    @Command(description = "stop entering; stops are kept and repaired, leaves go on; lasts over restarts")
    private static final class Pause extends OperatorCommand {
        Pause(CommandContext context) {
            super(context, Operator.Command.PAUSE);
        }
    }

    @Command(description = "enter again, after pause or flatten")
    private static final class Resume extends OperatorCommand {
        Resume(CommandContext context) {
            super(context, Operator.Command.RESUME);
        }
    }

    @Command(description = "leave everything at the market and stay out until resume; lasts over restarts")
    private static final class Flatten extends OperatorCommand {
        Flatten(CommandContext context) {
            super(context, Operator.Command.FLATTEN);
        }
    }
}
