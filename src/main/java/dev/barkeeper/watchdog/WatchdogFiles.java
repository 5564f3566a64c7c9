package dev.barkeeper.watchdog;

import java.nio.file.Path;

/** Where the watchdog keeps what is its own. */
public record WatchdogFiles(Path root) {
    private Path folder() {
        return root.resolve("data").resolve("watchdog");
    }

    /** Held by the one that runs. */
    Path lock() {
        return folder().resolve("lock");
    }

    Path state() {
        return folder().resolve("state.json");
    }

    /** E-mails that are to be sent. */
    public Path outboxDir() {
        return folder().resolve("outbox");
    }

    /** What it tells about itself, see {@link WatchdogBeat}. */
    public Path status() {
        return folder().resolve("status.json");
    }

    /** Its process when it runs in the background. */
    public Path pidFile() {
        return root.resolve("logs").resolve("barkeeper-watchdog.pid");
    }

    /** What it prints in the background. */
    public Path outputFile() {
        return root.resolve("logs").resolve("barkeeper-watchdog.out");
    }
}
