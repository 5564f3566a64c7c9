package dev.barkeeper.app;

import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.BeatFile;
import dev.barkeeper.watchdog.PidFile;
import java.util.Optional;

/** Which process runs an instance: the pid file of {@code start}, or what the bot tells itself. Stateless. */
public final class BotProcess {
    private BotProcess() {}

    /** The instance's live process, whether started in the background or by hand. */
    public static Optional<ProcessHandle> of(InstancePaths paths) {
        Optional<ProcessHandle> started = new PidFile(paths.pidFile()).running();
        return started.isPresent()
                ? started
                : BeatFile.read(paths.statusFile())
                        .filter(beat -> beat.state() != Beat.State.STOPPED)
                        .flatMap(beat -> beat.process().running());
    }
}
