package dev.barkeeper.watchdog;

import java.io.IOException;

/** Starts an instance in the background. */
@FunctionalInterface
public interface Launcher {
    /** Returns at once, its number in the pid file; the process is the bot's, or ends with the reason in the output file. */
    Process start(int instance) throws IOException;
}
