package dev.barkeeper.app;

import dev.barkeeper.app.config.InstancePaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One instance or all that have an ini file. */
final class InstanceSelection {
    @Parameters(arity = "0..1", paramLabel = "N|all", description = "an instance, or all (default: all)")
    private String which = "all";

    @Option(names = "--config", paramLabel = "DIR", description = "folder of the ini files (default: config)")
    private Path configDir;

    /** The instances meant, ascending; never none. */
    List<InstancePaths> paths(CommandContext context) throws IOException {
        if (!which.equals("all")) {
            return List.of(InstanceOptions.paths(context, configDir, number()));
        }
        Path folder = configDir == null ? Path.of("config") : context.userPath(configDir);
        List<Integer> numbers = InstancePaths.instancesIn(context.root().resolve(folder));
        if (numbers.isEmpty()) {
            throw new CommandFailure(
                    "there is no bitmex_bot_N.ini in " + context.root().resolve(folder));
        }
        return numbers.stream()
                .map(n -> InstanceOptions.paths(context, configDir, n))
                .toList();
    }

    /** The folder as the user gave it, absolute, for a process of its own; empty when not given. */
    List<String> configArguments(CommandContext context) {
        return configDir == null
                ? List.of()
                : List.of(
                        "--config", context.userPath(configDir).toAbsolutePath().toString());
    }

    private int number() {
        try {
            return Integer.parseInt(which);
        } catch (NumberFormatException e) {
            throw CommandFailure.badArguments("'" + which + "' is neither an instance's number nor all");
        }
    }
}
