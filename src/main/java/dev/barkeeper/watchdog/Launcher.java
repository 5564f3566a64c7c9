package dev.barkeeper.watchdog;

import java.io.IOException;
import java.util.Optional;

/** Starts an instance in the background. */
@FunctionalInterface
public interface Launcher {
    /**
     * Returns at once; the process is the bot's, or ends with the reason in the output file. Empty when somebody else was
     * asked to start it: then the bot is known by its first beat.
     */
    Optional<ProcessHandle> start(int instance) throws IOException;
}
