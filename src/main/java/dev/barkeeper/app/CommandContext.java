package dev.barkeeper.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a command finds around it, so that tests can put another folder, environment and output there.
 *
 * @param root the project's folder: {@code config}, {@code data} and {@code logs} lie in it
 * @param userDir where the user stood; relative files on the command line start here
 * @param launcher the script that starts a command in a process of its own
 */
public record CommandContext(
        Path root,
        Path userDir,
        Path launcher,
        Map<String, String> environment,
        PrintStream out,
        PrintStream err,
        Clock clock) {

    /** This process: the launcher has changed to the project's folder and tells where the user stood. */
    public static CommandContext ofProcess() {
        Path userDir = Path.of(System.getProperty("barkeeper.cwd", ""));
        Path launcher = Path.of(System.getProperty("barkeeper.launcher", "scripts/barkeeper"));
        return new CommandContext(
                Path.of(""), userDir, launcher, System.getenv(), System.out, System.err, Clock.systemUTC());
    }

    /** The same in another project's folder and by another script, e.g. a demo's. */
    public CommandContext in(Path otherRoot, Path otherLauncher) {
        return new CommandContext(otherRoot, userDir, otherLauncher, environment, out, err, clock);
    }

    /** A file the user named. */
    public Path userPath(Path path) {
        return userDir.resolve(path);
    }

    /** One line for the user. */
    public void print(String line) {
        out.println(line);
    }
}
