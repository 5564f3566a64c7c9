package dev.barkeeper.strategy;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Strategies by the name the ini gives them, or by the full name of a user's own class. Stateless. */
public final class Strategies {
    private static final String KEY = "bitmex.tradebot.strategy";
    private static final Map<String, Function<StrategySettings, Strategy>> BUILT_IN = Map.of(
            "volatility-breakout", VolatilityBreakout::new,
            "ma-composite", MaComposite::new,
            "momentum", Momentum::new,
            "movement", Movement::new);

    private Strategies() {}

    /**
     * A new strategy.
     *
     * @param name one of the built-in names, or the full name of a public class with a public constructor that takes
     *     {@link StrategySettings}
     * @throws IllegalArgumentException when there is none of that name or it cannot be made; the message says why
     */
    public static Strategy create(String name, StrategySettings settings) {
        Function<StrategySettings, Strategy> builtIn = BUILT_IN.get(name);
        return builtIn == null ? ofClass(name, settings) : builtIn.apply(settings);
    }

    private static Strategy ofClass(String name, StrategySettings settings) {
        Constructor<?> constructor = constructorOf(classOf(name), name);
        try {
            Strategy strategy = (Strategy) constructor.newInstance(settings);
            if (strategy.warmUpBars() < 0) {
                throw refused(name, "its warmUpBars() is " + strategy.warmUpBars() + ", below 0", null);
            }
            return strategy;
        } catch (InvocationTargetException e) {
            throw refused(name, "its constructor failed: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw refused(name, "it cannot be made: " + e, e);
        }
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException | LinkageError e) {
            String allowed = String.join(", ", new TreeMap<>(BUILT_IN).keySet());
            throw refused(name, "it is none of " + allowed + " and no class of that name loads: " + e, e);
        }
    }

    private static Constructor<?> constructorOf(Class<?> type, String name) {
        if (!Strategy.class.isAssignableFrom(type)) {
            throw refused(name, "the class does not implement " + Strategy.class.getName(), null);
        }
        if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
            throw refused(name, "the class must be public and not abstract", null);
        }
        try {
            return type.getConstructor(StrategySettings.class);
        } catch (NoSuchMethodException e) {
            throw refused(name, "the class has no public constructor taking StrategySettings", e);
        }
    }

    private static IllegalArgumentException refused(String name, String why, Throwable cause) {
        return new IllegalArgumentException(KEY + " = " + name + ": " + why, cause);
    }
}
