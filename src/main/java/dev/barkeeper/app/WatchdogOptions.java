package dev.barkeeper.app;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.app.config.MonitorSettings;
import dev.barkeeper.watchdog.InstanceFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which watchdog a command is about: its ini file and those of the instances it watches. */
final class WatchdogOptions {
    static final String INI = "bitmex_monitor_bot.ini";
    private static final String NEWEST_BAR = "/trade/bucketed?binSize=1m&partial=false&count=1&reverse=true&symbol=";

    @Option(names = "--config", paramLabel = "DIR", description = "folder of the ini files (default: config)")
    private Path configDir;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "folder that config, data and logs lie in, e.g. a demo's (default: the project's)")
    private Path rootDir;

    Path root(CommandContext context) {
        return rootDir == null ? context.root() : context.userPath(rootDir);
    }

    private Path folder(CommandContext context) {
        return configDir == null ? Path.of("config") : context.userPath(configDir);
    }

    /** Checked. */
    MonitorSettings settings(CommandContext context) {
        Path ini = folder(context).resolve(INI);
        return MonitorSettings.load(root(context), root(context).resolve(ini), ini.toString(), context.environment());
    }

    /** Every instance that is watched, its own file checked too. */
    List<InstanceFiles> instances(CommandContext context, MonitorSettings settings) {
        List<InstanceFiles> instances = new ArrayList<>();
        for (int instance : settings.instances()) {
            InstancePaths paths = paths(context, instance);
            instances.add(files(paths, BotSettings.load(paths, context.environment())));
        }
        return instances;
    }

    InstancePaths paths(CommandContext context, int instance) {
        return new InstancePaths(root(context), folder(context), instance);
    }

    /** What a bot that is started is told about its files. */
    List<String> arguments(CommandContext context) {
        List<String> arguments = new ArrayList<>();
        if (configDir != null) {
            arguments.addAll(List.of(
                    "--config", context.userPath(configDir).toAbsolutePath().toString()));
        }
        if (rootDir != null) {
            arguments.addAll(
                    List.of("--root", context.userPath(rootDir).toAbsolutePath().toString()));
        }
        return arguments;
    }

    private static InstanceFiles files(InstancePaths paths, BotSettings settings) {
        return new InstanceFiles(
                paths.instance(),
                "instance " + paths.instance() + " (" + settings.emi() + ")",
                paths.statusFile(),
                paths.pidFile(),
                paths.stoppedMark(),
                paths.outputFile(),
                List.of(
                        settings.logs().trading(),
                        settings.logs().buckets(),
                        settings.logs().mysql(),
                        settings.logs().quotes()),
                settings.mail().isPresent(),
                settings.venue().barsRestUrl() + NEWEST_BAR + settings.symbol());
    }
}
