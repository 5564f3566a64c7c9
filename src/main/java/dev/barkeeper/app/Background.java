package dev.barkeeper.app;

import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.watchdog.PidFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts commands as processes of their own that outlive this one and the terminal.
 *
 * @param root where they run
 * @param launcher the script that runs a command
 * @param configArguments passed on to it
 */
public record Background(Path root, Path launcher, List<String> configArguments) {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    static Background of(CommandContext context, InstanceSelection selection) {
        return new Background(context.root(), context.launcher(), selection.configArguments(context));
    }

    /** A bot, whose number is kept in its pid file; returns at once. */
    public Process start(InstancePaths paths) throws IOException {
        // what it prints is kept in a file that does not rotate, so its log must not go there
        List<String> words =
                new ArrayList<>(List.of("run", "--instance", String.valueOf(paths.instance()), "--background"));
        words.addAll(configArguments);
        Process process = start(words, paths.outputFile());
        new PidFile(paths.pidFile()).write(process.toHandle());
        return process;
    }

    /** Any command; returns at once. */
    Process start(List<String> words, Path output) throws IOException {
        Files.createDirectories(output.toAbsolutePath().getParent());
        // said with its name and reason here; the process builder would blame the program
        Files.write(output, new byte[0]);
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // a session of its own: neither the terminal's end nor its Ctrl-C reaches it
            command.add(SETSID.toString());
        }
        command.addAll(List.of("nohup", launcher.toAbsolutePath().toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("BARKEEPER_AS_BUILT", "yes");
        builder.directory(root.toAbsolutePath().toFile());
        builder.redirectInput(new File("/dev/null"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(output.toFile());
        return builder.start();
    }
}
