package dev.barkeeper.app;

import dev.barkeeper.app.check.Finding;
import dev.barkeeper.app.check.LeftBehind;
import dev.barkeeper.app.check.MachineChecks;
import dev.barkeeper.app.check.MailChecks;
import dev.barkeeper.app.check.VenueChecks;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The doctor: a line per thing it looks at, exit code 1 when any of them does not work. */
@Command(
        description = "doctor: configuration, database, venue, key, clock, disk, mail",
        footerHeading = "%n",
        footer = "Exit codes: 0 nothing fails, 1 something fails, 2 bad arguments or configuration.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private InstanceOptions options;

    @Option(names = "--mail", description = "send a test e-mail to alert.mail.to")
    private boolean sendMail;

    private final CommandContext context;
    private boolean anyFailed;

    CheckCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        InstancePaths paths = options.paths(context);
        BotSettings settings = options.settings(context);
        MachineChecks.configuration(settings).forEach(this::tell);
        MachineChecks.neighbours(paths, settings, context.environment()).forEach(this::tell);
        tell(MachineChecks.disk(paths));
        tell(MachineChecks.database(settings));
        VenueChecks.run(settings).forEach(this::tell);
        if (!anyFailed) {
            long running = BotProcess.of(paths).map(ProcessHandle::pid).orElse(0L);
            LeftBehind.run(settings, paths, context.environment(), running).forEach(this::tell);
        }
        tell(MailChecks.run(settings, sendMail, context.clock()));
        Path monitorIni = paths.configDir().resolve(WatchdogOptions.INI);
        MailChecks.watchdog(paths, settings, monitorIni, context.environment()).forEach(this::tell);
        return anyFailed ? Main.FAILED : Main.DONE;
    }

    private void tell(Finding finding) {
        anyFailed |= finding.level() == Finding.Level.FAIL;
        context.print(finding.toString());
    }
}
