package dev.barkeeper.app;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which instance a command is about. */
public final class InstanceOptions {
    @Option(
            names = "--instance",
            paramLabel = "N",
            required = true,
            description = "the instance, from 0 to 9999: its file is bitmex_bot_N.ini")
    private int instance;

    @Option(names = "--config", paramLabel = "DIR", description = "folder of the ini files (default: config)")
    private Path configDir;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "folder that config, data and logs lie in, e.g. a demo's (default: the project's)")
    private Path root;

    /** Where the instance's files lie. */
    public InstancePaths paths(CommandContext context) {
        InstancePaths paths = paths(context, configDir, instance);
        return root == null ? paths : new InstancePaths(context.userPath(root), paths.configDir(), instance);
    }

    /** The instance's settings, checked. */
    public BotSettings settings(CommandContext context) {
        return settings(context, Map.of());
    }

    /** The same with other values for some keys than the file has. */
    public BotSettings settings(CommandContext context, Map<String, String> overrides) {
        return BotSettings.load(paths(context), context.environment(), overrides);
    }

    /**
     * Where the files of an instance lie.
     *
     * @param configDir as the user gave it; null when not
     */
    static InstancePaths paths(CommandContext context, Path configDir, int instance) {
        if (instance < 0 || instance > 9999) {
            throw CommandFailure.badArguments("instance " + instance + " is not between 0 and 9999");
        }
        Path folder = configDir == null ? Path.of("config") : context.userPath(configDir);
        return new InstancePaths(context.root(), folder, instance);
    }
}
