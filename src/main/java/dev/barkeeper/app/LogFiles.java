package dev.barkeeper.app;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import dev.barkeeper.app.config.LogSettings;
import dev.barkeeper.scraper.QuoteRecorder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.LoggerFactory;

/**
 * Which log goes where: one rotating file per part, {@value #FILES} of {@value #MAX_MEGABYTES} MB each. Configures the
 * whole process; to be called once, before anything logs.
 */
public final class LogFiles {
    private static final int FILES = 4;
    private static final int MAX_MEGABYTES = 20;
    /** Lines that wait for the terminal; more are left out there, the files have them all. */
    private static final int SCREEN_LINES = 1_000;

    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0} %replace(%msg){'[\\r\\n]+',' | '}%n%ex";

    private static final List<String> SCRAPER = List.of("dev.barkeeper.scraper");
    private static final List<String> DATABASE = List.of(
            "dev.barkeeper.storage", "com.zaxxer.hikari", "org.flywaydb", "org.jdbi", "com.mysql", "h2database");
    private static final List<String> STREAM = List.of(
            "dev.barkeeper.bitmex.BitmexMarketData",
            "dev.barkeeper.bitmex.BitmexSocket",
            "dev.barkeeper.bitmex.SocketLink",
            "dev.barkeeper.bitmex.Subscription",
            "dev.barkeeper.bitmex.TableState");
    /** Libraries that talk more than anyone reads. */
    private static final List<String> QUIET =
            List.of("org.quartz", "com.zaxxer.hikari", "org.flywaydb", "io.javalin", "org.eclipse.jetty", "okhttp3");

    private LogFiles() {}

    /**
     * Files for every part; with {@code console} the bot's and all warnings on standard output besides.
     *
     * @return the files that cannot be written, in which nothing is logged
     */
    public static Set<Path> configure(LogSettings logs, boolean console) {
        LoggerContext context = reset(Level.INFO);
        Map<Path, Appender<ILoggingEvent>> files = new TreeMap<>();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(file(context, files, logs.trading()));
        route(context, SCRAPER, file(context, files, logs.buckets()));
        route(context, DATABASE, file(context, files, logs.mysql()));
        route(context, STREAM, file(context, files, logs.quotes()));
        route(context, List.of(QuoteRecorder.LOG_NAME), file(context, files, logs.quotes()));
        if (console) {
            Appender<ILoggingEvent> screen = screen(context);
            root.addAppender(screen);
            for (List<String> part : List.of(SCRAPER, DATABASE, STREAM)) {
                part.forEach(name -> context.getLogger(name).addAppender(screen));
            }
        }
        return unwritable(files);
    }

    /** For a watchdog or another process of one part: one rotating file. The file when it cannot be written. */
    public static Set<Path> configure(Path file, boolean console) {
        LoggerContext context = reset(Level.INFO);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Map<Path, Appender<ILoggingEvent>> files = new TreeMap<>();
        root.addAppender(file(context, files, file));
        if (console) {
            root.addAppender(screen(context));
        }
        return unwritable(files);
    }

    /** Whoever could not open its file has not started, and says that to nobody. */
    private static Set<Path> unwritable(Map<Path, Appender<ILoggingEvent>> files) {
        Set<Path> unwritable = new TreeSet<>();
        files.forEach((path, appender) -> {
            if (!appender.isStarted()) {
                unwritable.add(path);
            }
        });
        return unwritable;
    }

    /** What a person reads of such a file. */
    static String warning(Path unwritable) {
        return "log " + unwritable
                + " cannot be written, nothing is kept there: give its folder to the user this runs as";
    }

    /** For commands whose output is for people: errors only, on standard error. */
    static void quiet() {
        LoggerContext context = reset(Level.ERROR);
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(console(context, "System.err"));
    }

    private static LoggerContext reset(Level level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(level);
        for (String name : QUIET) {
            context.getLogger(name).setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
        }
        // a port in use is told by the one who asked for it
        context.getLogger("io.javalin.Javalin").setLevel(Level.OFF);
        return context;
    }

    private static void route(LoggerContext context, List<String> names, Appender<ILoggingEvent> file) {
        for (String name : names) {
            Logger logger = context.getLogger(name);
            logger.setAdditive(false);
            logger.addAppender(file);
        }
    }

    /** Parts that name the same file share it. */
    private static Appender<ILoggingEvent> file(
            LoggerContext context, Map<Path, Appender<ILoggingEvent>> files, Path path) {
        return files.computeIfAbsent(path.toAbsolutePath().normalize(), p -> rolling(context, p));
    }

    private static Appender<ILoggingEvent> rolling(LoggerContext context, Path path) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setFile(path.toString());
        FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(appender);
        window.setFileNamePattern(path.toString().replace("%", "\\%") + ".%i");
        window.setMinIndex(1);
        window.setMaxIndex(FILES - 1);
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        // looked at with every line, else a burst outgrows the bound
        size.setCheckIncrement(Duration.buildByMilliseconds(0));
        size.setMaxFileSize(new FileSize(MAX_MEGABYTES * FileSize.MB_COEFFICIENT));
        appender.setRollingPolicy(window);
        appender.setTriggeringPolicy(size);
        // the window writes its files through the appender, so it starts before, the appender last
        window.start();
        size.start();
        return started(context, appender);
    }

    /** A terminal that is held (Ctrl-S, a frozen connection) takes nothing: no thread that logs may wait for it. */
    private static Appender<ILoggingEvent> screen(LoggerContext context) {
        AsyncAppender screen = new AsyncAppender();
        screen.setContext(context);
        screen.setQueueSize(SCREEN_LINES);
        screen.setDiscardingThreshold(0);
        screen.setNeverBlock(true);
        screen.addAppender(console(context, "System.out"));
        screen.start();
        return screen;
    }

    private static Appender<ILoggingEvent> console(LoggerContext context, String target) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget(target);
        return started(context, appender);
    }

    private static Appender<ILoggingEvent> started(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.setCharset(java.nio.charset.StandardCharsets.UTF_8);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
