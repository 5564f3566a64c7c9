package dev.barkeeper.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** One command line through the real entry, with what it printed. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun in(Path root, String... args) {
        return in(root, Path.of("no-launcher"), Map.of(), args);
    }

    static CommandRun in(Path root, Path launcher, Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandContext context = new CommandContext(
                root,
                root,
                launcher,
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC());
        int exitCode = Main.execute(context, args);
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
