package dev.barkeeper.app;

import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.watchdog.WatchdogBeat;
import dev.barkeeper.watchdog.WatchdogFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One instance, the watchdog, or all that have an ini file. */
final class InstanceSelection {
    private static final String WATCHDOG = "watchdog";

    @Parameters(
            arity = "0..1",
            paramLabel = "N|watchdog|all",
            description = "an instance, the watchdog, or all (default: all)")
    private String which = "all";

    @Option(names = "--config", paramLabel = "DIR", description = "folder of the ini files (default: config)")
    private Path configDir;

    /** The instances meant, ascending; none when the watchdog alone is meant. */
    List<InstancePaths> paths(CommandContext context) throws IOException {
        if (which.equals(WATCHDOG)) {
            return List.of();
        }
        if (!which.equals("all")) {
            return List.of(InstanceOptions.paths(context, configDir, number()));
        }
        Path folder = folder(context);
        List<Integer> numbers = InstancePaths.instancesIn(context.root().resolve(folder));
        if (numbers.isEmpty()) {
            throw new CommandFailure(
                    "there is no bitmex_bot_N.ini in " + context.root().resolve(folder));
        }
        return numbers.stream()
                .map(n -> InstanceOptions.paths(context, configDir, n))
                .toList();
    }

    /** With all: instances that run though they have no ini file here (any more). */
    List<InstancePaths> strays(CommandContext context) throws IOException {
        if (!which.equals("all")) {
            return List.of();
        }
        List<Integer> known = InstancePaths.instancesIn(context.root().resolve(folder(context)));
        return InstancePaths.instancesWithData(context.root()).stream()
                .filter(n -> !known.contains(n))
                .map(n -> InstanceOptions.paths(context, configDir, n))
                .filter(paths -> BotProcess.of(paths).isPresent())
                .toList();
    }

    /** The folder as messages call it. */
    String folderName(CommandContext context) {
        return folder(context).toString();
    }

    /** The watchdog, when it is meant: alone, or with all where it has an ini file. */
    Optional<WatchdogControl> watchdog(CommandContext context) {
        Path ini = context.root().resolve(folder(context)).resolve(WatchdogOptions.INI);
        boolean meant = which.equals(WATCHDOG) || (which.equals("all") && Files.exists(ini));
        return meant ? Optional.of(new WatchdogControl(context, Background.of(context, this))) : Optional.empty();
    }

    private Path folder(CommandContext context) {
        return configDir == null ? Path.of("config") : context.userPath(configDir);
    }

    /** What a running watchdog has read, the files of the bots that it watches too. */
    List<Path> watchdogInis(CommandContext context) {
        List<Path> inis = new ArrayList<>();
        inis.add(context.root().resolve(folder(context)).resolve(WatchdogOptions.INI));
        WatchdogBeat.read(new WatchdogFiles(context.root()).status())
                .ifPresent(beat -> beat.instances()
                        .forEach(seen -> inis.add(InstanceOptions.paths(context, configDir, seen.instance())
                                .botIni())));
        return inis;
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
            throw CommandFailure.badArguments("'" + which + "' is neither an instance's number nor watchdog nor all");
        }
    }
}
