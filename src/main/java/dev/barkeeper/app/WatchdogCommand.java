package dev.barkeeper.app;

import dev.barkeeper.alert.Alerts;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.app.config.MailSettings;
import dev.barkeeper.app.config.MonitorSettings;
import dev.barkeeper.mail.PostOffice;
import dev.barkeeper.schedule.RecurringJobs;
import dev.barkeeper.watchdog.HeartbeatUrl;
import dev.barkeeper.watchdog.Launcher;
import dev.barkeeper.watchdog.Limits;
import dev.barkeeper.watchdog.SystemdNotify;
import dev.barkeeper.watchdog.SystemdUnits;
import dev.barkeeper.watchdog.Watchdog;
import dev.barkeeper.watchdog.WatchdogFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the watchdog in the foreground until Ctrl-C or TERM; the bots go on without it. */
@Command(description = "watch the bots: restart what died or hangs, count errors in logs, mail what went wrong")
final class WatchdogCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT_URL_EVERY = Duration.ofMinutes(1);
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    @Mixin
    private WatchdogOptions options;

    @Option(names = "--background", hidden = true, description = "nobody watches: log to the file only")
    private boolean background;

    private final CommandContext context;
    private final CountDownLatch askedToStop = new CountDownLatch(1);

    WatchdogCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        MonitorSettings settings = options.settings(context);
        LogFiles.configure(settings.log(), !background).forEach(file -> context.print(LogFiles.warning(file)));
        settings.warnings().forEach(context::print);
        WatchdogFiles files = new WatchdogFiles(options.root(context));
        OrderlyEnd end = OrderlyEnd.of(askedToStop::countDown);
        try (PostOffice alerts = PostOffice.open(
                        files.outboxDir(),
                        settings.mail().map(MailSettings::toSmtp),
                        "barkeeper watchdog",
                        context.clock());
                Watchdog watchdog = open(settings, files, alerts);
                RecurringJobs jobs = started(watchdog)) {
            schedule(jobs, watchdog, settings);
            context.print("watchdog runs, watching " + settings.instances());
            if (settings.mail().isEmpty()) {
                context.print("nobody is mailed when a bot dies or hangs: alert.mail.to is not set in "
                        + WatchdogOptions.INI);
            }
            askedToStop.await();
            return Main.DONE;
        } finally {
            end.close();
            LogFiles.quiet();
        }
    }

    /** What has happened while no watchdog ran is not to wait for the scheduler. */
    private static RecurringJobs started(Watchdog watchdog) {
        watchdog.tell();
        watchdog.start();
        return new RecurringJobs();
    }

    private Watchdog open(MonitorSettings settings, WatchdogFiles files, Alerts alerts) {
        Optional<SystemdUnits> units = SystemdUnits.of(context.environment());
        Limits limits = Limits.of(settings.heartbeat(), settings.stallAfter());
        try {
            return Watchdog.open(
                    files,
                    options.instances(context, settings),
                    units.isPresent() ? limits.killingAtOnce() : limits,
                    units.isPresent() ? units.get() : launcher(settings),
                    alerts,
                    settings.mail().isPresent(),
                    context.clock());
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private Launcher launcher(MonitorSettings settings) {
        Background background = new Background(context.root(), script(settings), options.arguments(context));
        return instance -> Optional.of(background.start(paths(instance)).toHandle());
    }

    /** The original's name for its own script is no script here. */
    private Path script(MonitorSettings settings) {
        Path named = context.root().resolve(settings.startScript());
        if (Files.isExecutable(named)) {
            return named;
        }
        context.print("bitmex.start.script.name = " + settings.startScript() + " is no program here; "
                + context.launcher() + " starts the bots");
        return context.launcher();
    }

    private InstancePaths paths(int instance) {
        return options.paths(context, instance);
    }

    private static void schedule(RecurringJobs jobs, Watchdog watchdog, MonitorSettings settings) {
        for (int i = 0; i < watchdog.size(); i++) {
            int index = i;
            jobs.every("look-" + settings.instances().get(i), LOOK_EVERY, () -> watchdog.look(index));
        }
        SystemdNotify systemd = new SystemdNotify(System.getenv());
        jobs.every("tell", TELL_EVERY, () -> {
            watchdog.tell();
            systemd.alive();
        });
        settings.heartbeatUrl()
                .map(HeartbeatUrl::new)
                .ifPresent(url -> jobs.every("heartbeat-url", HEARTBEAT_URL_EVERY, url::beat));
        jobs.every("logs", settings.checkInterval(), watchdog::countLogs);
        watchdog.countLogs();
    }
}
