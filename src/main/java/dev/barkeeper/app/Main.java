package dev.barkeeper.app;

import dev.barkeeper.app.backtest.BacktestCommand;
import dev.barkeeper.app.backtest.SweepCommand;
import dev.barkeeper.app.benchmark.BenchmarkCommand;
import dev.barkeeper.app.config.ConfigurationException;
import dev.barkeeper.app.demo.DemoCommand;
import dev.barkeeper.app.rehearsal.RehearseCommand;
import dev.barkeeper.app.simulation.SimulateCommand;
import dev.barkeeper.paper.PriceSourceException;
import dev.barkeeper.storage.OriginalDatabaseException;
import dev.barkeeper.storage.StoreUnavailableException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The one entry: finds the command, runs it, and turns what went wrong into one line and an exit code. */
@Command(
        name = "barkeeper",
        description = "A minute-bar trading bot that keeps its books.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        scope = ScopeType.INHERIT,
        footer = "Exit codes: 0 done, 1 failed, 2 bad arguments or configuration.")
public final class Main {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int BAD_ARGUMENTS = 2;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "print the stack trace of a failure")
    private boolean debug;

    private Main() {}

    public static void main(String[] args) {
        LogFiles.quiet();
        Owner.watch(System.getenv());
        int code = execute(CommandContext.ofProcess(), args);
        OrderlyEnd.exit(code == DONE && System.out.checkError() ? unwritten() : code);
    }

    /** What was printed and not written is not done; a reader that has seen enough, as head has, is no failure. */
    private static int unwritten() {
        String why = "its end is not known";
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write('\n'); // a print stream does not tell what it met
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        if (why.contains("Broken pipe")) {
            return DONE;
        }
        System.err.println("barkeeper: not all of the output was written: " + why);
        return FAILED;
    }

    /** Runs one command line; returns its exit code. */
    static int execute(CommandContext context, String... args) {
        Main main = new Main();
        CommandLine line = commandLine(main, context);
        line.registerConverter(LocalDate.class, Main::day);
        line.setOut(new PrintWriter(context.out(), true));
        line.setErr(new PrintWriter(context.err(), true));
        line.setParameterExceptionHandler((e, arguments) -> refuse(context, e));
        line.setExecutionExceptionHandler((e, command, result) -> fail(context, main, e, result));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        try {
            return args.length == 0 ? usage(line) : line.execute(args);
        } catch (LinkageError e) {
            // the command line's own handlers see exceptions only
            context.err().println("barkeeper: failed unexpectedly: " + oneLine(e.toString()) + "; is the build whole?");
            return FAILED;
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no day; allowed is 2026-11-20, in UTC");
        }
    }

    private static CommandLine commandLine(Main main, CommandContext context) {
        return new CommandLine(main)
                .addSubcommand("demo", new DemoCommand(context))
                .addSubcommand("run", new RunCommand(context))
                .addSubcommand("watchdog", new WatchdogCommand(context))
                .addSubcommand("start", new StartCommand(context))
                .addSubcommand("stop", new StopCommand(context))
                .addSubcommand("status", new StatusCommand(context))
                .addSubcommand("pause", OperatorCommand.pause(context))
                .addSubcommand("resume", OperatorCommand.resume(context))
                .addSubcommand("flatten", OperatorCommand.flatten(context))
                .addSubcommand("exchange", new ExchangeCommand(context))
                .addSubcommand("check", new CheckCommand(context))
                .addSubcommand("query", new QueryCommand(context))
                .addSubcommand("dump", new DumpCommand(context))
                .addSubcommand(
                        "bars",
                        new CommandLine(new BarsCommand())
                                .addSubcommand("import", new BarsImportCommand(context))
                                .addSubcommand("export", new BarsExportCommand(context))
                                .addSubcommand("fetch", new BarsFetchCommand(context))
                                .addSubcommand("check", new BarsCheckCommand(context)))
                .addSubcommand("backtest", new BacktestCommand(context))
                .addSubcommand("sweep", new SweepCommand(context))
                .addSubcommand("explain", new ExplainCommand(context))
                .addSubcommand("rehearse", new RehearseCommand(context))
                .addSubcommand("benchmark", new BenchmarkCommand(context))
                .addSubcommand("simulate", new SimulateCommand(context))
                .addSubcommand("replay", new ReplayCommand(context));
    }

    private static int usage(CommandLine line) {
        line.usage(line.getErr());
        return BAD_ARGUMENTS;
    }

    private static int refuse(CommandContext context, ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        context.err().println(command + ": " + oneLine(e.getMessage()) + "; see " + command + " --help");
        return BAD_ARGUMENTS;
    }

    private static int fail(CommandContext context, Main main, Exception e, ParseResult result) {
        if (main.debug) {
            e.printStackTrace(context.err());
        }
        String command = "barkeeper"
                + (result.hasSubcommand()
                        ? " " + result.subcommand().commandSpec().name()
                        : "");
        if (e instanceof ConfigurationException configuration) {
            configuration.problems().forEach(context.err()::println);
            return BAD_ARGUMENTS;
        }
        if (e instanceof CommandFailure failure) {
            context.err().println(command + ": " + oneLine(failure.getMessage()));
            return failure.exitCode();
        }
        if (e instanceof StoreUnavailableException
                || e instanceof OriginalDatabaseException
                || e instanceof PriceSourceException) {
            context.err().println(command + ": " + oneLine(e.getMessage()));
            return FAILED;
        }
        if (e instanceof FileSystemException unusable) {
            context.err().println(command + ": " + oneLine(trouble(unusable)));
            return FAILED;
        }
        context.err()
                .println(command + ": failed unexpectedly: " + oneLine(e.toString())
                        + (main.debug ? "" : "; with --debug it prints where"));
        return FAILED;
    }

    private static String trouble(FileSystemException unusable) {
        // some kinds have nothing but their name to say what they are
        String why = unusable.getReason() == null ? unusable.getClass().getSimpleName() : unusable.getReason();
        return unusable.getFile() + " cannot be used: " + why
                + "; is its disk full or read-only, or does it belong to another user?";
    }

    private static String oneLine(String message) {
        return String.valueOf(message).strip().replaceAll("\\s*[\\r\\n]+\\s*", " | ");
    }

    /** The version the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        private static final String BUILT = "/META-INF/maven/dev.barkeeper/barkeeper/pom.properties";

        @Override
        public String[] getVersion() throws IOException {
            Properties properties = new Properties();
            try (InputStream in = Main.class.getResourceAsStream(BUILT)) {
                if (in != null) {
                    properties.load(in);
                }
            }
            return new String[] {"barkeeper " + properties.getProperty("version", "(not built)")};
        }
    }
}
