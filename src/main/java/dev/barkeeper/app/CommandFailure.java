package dev.barkeeper.app;

import dev.barkeeper.app.config.InstancePaths;

/** A command could not do its work; the message is the one line the user reads. Exit code 1, or the one given. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    public CommandFailure(String message) {
        this(message, Main.FAILED);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
        this.exitCode = Main.FAILED;
    }

    private CommandFailure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Arguments that make no sense together: exit code 2. */
    public static CommandFailure badArguments(String message) {
        return new CommandFailure(message, Main.BAD_ARGUMENTS);
    }

    /** For an instance that has no ini file: exit code 2, as for one that is wrong. */
    static CommandFailure noSuchInstance(InstancePaths paths) {
        return badArguments(paths.botIniName() + " does not exist, so there is no such instance");
    }

    public int exitCode() {
        return exitCode;
    }
}
