package dev.barkeeper.app.config;

import dev.barkeeper.strategy.StrategySettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code bitmex_bot_N.ini}, checked. Printing it shows no secret.
 *
 * @param file what messages call it
 * @param emi the bot's permanent name
 * @param strategy a built-in name or a class name
 * @param orderMaxContracts hard limit of one order
 * @param positionMaxContracts hard limit of the position
 * @param mail empty: alerts go to the log only
 * @param httpPort 0 is off
 * @param warnings what a person should know, one sentence each
 */
public record BotSettings(
        int instance,
        String file,
        DatabaseKeys database,
        VenueSettings venue,
        String symbol,
        String emi,
        String strategy,
        StrategySettings strategySettings,
        StopSettings stop,
        long orderMaxContracts,
        long positionMaxContracts,
        boolean dryRun,
        LogSettings logs,
        Optional<MailSettings> mail,
        int httpPort,
        String httpBind,
        List<String> warnings) {
    static final List<String> BUILT_IN_STRATEGIES =
            List.of("volatility-breakout", "ma-composite", "momentum", "movement");
    private static final long LIMIT_FACTOR = 10;

    /**
     * Reads and checks the instance's file.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public static BotSettings load(InstancePaths paths, Map<String, String> environment) {
        return load(paths, environment, Map.of());
    }

    /**
     * The same with other values for some keys than the file has, as a backtest tries them.
     *
     * @param overrides values by key
     * @throws ConfigurationException with everything that is wrong, the overrides among it
     */
    public static BotSettings load(
            InstancePaths paths, Map<String, String> environment, Map<String, String> overrides) {
        IniFile file = IniFile.read(paths.botIni(), paths.botIniName()).with(overrides);
        KeyReader reader = new KeyReader(file, BotKeys.all(), environment, BotKeys.OWN);
        BotSettings settings = read(paths, reader);
        reader.finish();
        return settings;
    }

    private static BotSettings read(InstancePaths paths, KeyReader reader) {
        StrategySettings strategy = strategySettings(reader);
        long largest = largestSize(reader.get(BotKeys.STRATEGY), strategy);
        return new BotSettings(
                paths.instance(),
                paths.botIniName(),
                DatabaseKeys.read(reader, paths.defaultDatabaseUrl()),
                VenueSettings.read(reader),
                reader.get(BotKeys.SYMBOL),
                reader.find(BotKeys.EMI).orElse("bot" + paths.instance()),
                reader.get(BotKeys.STRATEGY),
                strategy,
                StopSettings.read(reader),
                limit(reader, BotKeys.ORDER_MAX, largest),
                limit(reader, BotKeys.POSITION_MAX, largest),
                reader.get(BotKeys.DRY_RUN),
                LogSettings.read(reader, paths.root()),
                MailSettings.read(reader),
                reader.get(BotKeys.HTTP_PORT).intValue(),
                reader.get(BotKeys.HTTP_BIND),
                warnings(reader));
    }

    private static StrategySettings strategySettings(KeyReader reader) {
        StopSettings stop = StopSettings.read(reader);
        return new StrategySettings(
                reader.get(BotKeys.LONG_SIZE),
                reader.get(BotKeys.SHORT_SIZE),
                reader.get(BotKeys.LONG_THRESHOLD).doubleValue(),
                reader.get(BotKeys.LONG_MULTIPLIER).doubleValue(),
                reader.get(BotKeys.SHORT_THRESHOLD).doubleValue(),
                reader.get(BotKeys.LONG_STOP_DELTA).doubleValue(),
                stop.longStop().absolute(),
                reader.get(BotKeys.SHORT_STOP_DELTA).doubleValue(),
                stop.shortStop().absolute(),
                stop.padE8() / 1e8,
                reader.get(BotKeys.MOMENTUM_PERIOD).intValue(),
                reader.get(BotKeys.MOVEMENT_START).intValue(),
                movementChange(reader, BotKeys.MOVEMENT_START_CHANGE),
                isMovementRelative(reader),
                reader.get(BotKeys.MOVEMENT_SIZE),
                reader.get(BotKeys.MOVEMENT_END).intValue(),
                movementChange(reader, BotKeys.MOVEMENT_END_CHANGE),
                reader.withoutSecrets(BotKeys.all()));
    }

    private static boolean isMovementRelative(KeyReader reader) {
        return reader.get(BotKeys.MOVEMENT_DELTA_TYPE).equals("relative");
    }

    /** The defaults are price units: as fractions they would make a bot that never enters, or leaves at once. */
    private static double movementChange(KeyReader reader, Key<BigDecimal> key) {
        BigDecimal change = reader.get(key);
        boolean counts =
                reader.find(key).isPresent() || reader.get(BotKeys.STRATEGY).equals("movement");
        if (isMovementRelative(reader) && counts && change.compareTo(BigDecimal.ONE) > 0) {
            reader.reject(key, "a fraction from 0 to 1, because movement.start.deltatype is relative");
        }
        return change.doubleValue();
    }

    private static long largestSize(String strategy, StrategySettings settings) {
        long sides = Math.max(settings.longSize(), settings.shortSize());
        boolean builtInWithoutMovement = BUILT_IN_STRATEGIES.contains(strategy) && !strategy.equals("movement");
        return strategy.equals("movement")
                ? settings.movementSize()
                : builtInWithoutMovement ? sides : Math.max(sides, settings.movementSize());
    }

    /** A limit below what the strategy enters with would make a bot that never trades: refused. */
    private static long limit(KeyReader reader, Key<Long> key, long largestSize) {
        long limit = reader.find(key).orElse(LIMIT_FACTOR * largestSize);
        if (limit < largestSize) {
            reader.reject(key, "at least the largest size, " + largestSize);
        }
        return limit;
    }

    private static List<String> warnings(KeyReader reader) {
        List<String> warnings = new ArrayList<>();
        if (reader.find(MailKeys.SNS).isPresent()) {
            warnings.add("sns.topic.arn is ignored: alerts are e-mail, see alert.mail.to and smtp.host");
        }
        if (reader.find(BotKeys.DB_SOCKET).isPresent()) {
            warnings.add("db.socket is ignored: the server is spoken to over TCP, at db.host or 127.0.0.1");
        }
        String strategy = reader.get(BotKeys.STRATEGY);
        if (BUILT_IN_STRATEGIES.contains(strategy)) {
            reader.free().keySet().forEach(key -> warnings.add(key + " is ignored: " + strategy + " has no such key"));
        }
        return List.copyOf(warnings);
    }
}
