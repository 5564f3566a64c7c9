package dev.barkeeper.app.config;

import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.E8;
import dev.barkeeper.strategy.Strategy;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of values the ini files know. Stateless. */
final class Kinds {
    private static final Set<String> YES = Set.of("true", "yes", "on", "1");
    private static final Set<String> NO = Set.of("false", "no", "off", "0");
    /** Bounded, so that no text makes the arithmetic endless. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,15})?([eE][+-]?\\d{1,2})?");

    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9._:-]{1,32}");
    private static final Pattern CLASS_NAME = Pattern.compile("([A-Za-z_$][\\w$]*\\.)*[A-Za-z_$][\\w$]*");
    private static final BigDecimal MAX_SPEED = new BigDecimal(100_000);

    private Kinds() {}

    static Kind<Boolean> bool() {
        return new Kind<>("True or False", text -> {
            String lower = text.toLowerCase(Locale.ROOT);
            require(YES.contains(lower) || NO.contains(lower));
            return YES.contains(lower);
        });
    }

    static Kind<Long> whole(long from, long to) {
        return new Kind<>("a whole number from " + from + " to " + to, text -> {
            long value = number(text).longValueExact();
            require(value >= from && value <= to);
            return value;
        });
    }

    /** An exact decimal ≥ 0 in units of 1e-8. */
    static Kind<Long> priceDistance() {
        return new Kind<>("a number from 0 to 1000000, in price units", text -> {
            BigDecimal value = number(text);
            require(value.signum() >= 0 && value.compareTo(new BigDecimal(1_000_000)) <= 0);
            return E8.of(value);
        });
    }

    static Kind<BigDecimal> decimal(String from, String to) {
        BigDecimal low = new BigDecimal(from);
        BigDecimal high = new BigDecimal(to);
        return new Kind<>("a number from " + from + " to " + to, text -> {
            BigDecimal value = number(text);
            require(value.compareTo(low) >= 0 && value.compareTo(high) <= 0);
            return value;
        });
    }

    static Kind<String> text(String allowed) {
        return new Kind<>(allowed, text -> text);
    }

    static Kind<Secret> secret() {
        return new Kind<>("text", Secret::new);
    }

    /** One that goes into a header as it is; the client's own fault would show it. */
    static Kind<Secret> headerSecret() {
        return new Kind<>("printable ASCII characters without spaces", text -> {
            require(text.matches("[\\x21-\\x7e]*"));
            return new Secret(text);
        });
    }

    static Kind<Path> path() {
        return new Kind<>("a file's path, relative to the project's folder or absolute", Path::of);
    }

    static Kind<String> symbol() {
        return matching(SYMBOL, "an instrument's name such as XBTUSD");
    }

    static Kind<String> emi() {
        return new Kind<>("1 to 23 of letters, digits, _ and -", text -> {
            require(ClientOrderId.isValidEmi(text));
            return text;
        });
    }

    static Kind<URI> url(String... schemes) {
        return new Kind<>("an URL starting with " + String.join(":// or ", schemes) + "://", text -> {
            URI uri = URI.create(text);
            require(uri.getScheme() != null && List.of(schemes).contains(uri.getScheme()) && uri.getHost() != null);
            return uri;
        });
    }

    static <T> Kind<T> choice(Map<String, T> values) {
        return new Kind<>("one of " + String.join(", ", values.keySet()), text -> {
            T value = values.get(text);
            require(value != null);
            return value;
        });
    }

    static Kind<String> word(String... words) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            values.put(word, word);
        }
        return choice(values);
    }

    /** A built-in strategy's name or a class of the user's on the class path. */
    static Kind<String> strategy(List<String> builtIn) {
        String allowed = "one of " + String.join(", ", builtIn)
                + ", or the full name of a class of yours in `strategies/` that implements " + Strategy.class.getName();
        return new Kind<>(allowed, text -> {
            require(builtIn.contains(text) || (CLASS_NAME.matcher(text).matches() && isStrategy(text)));
            return text;
        });
    }

    static Kind<ClockSpeed> speed() {
        return new Kind<>("a number above 0, at most 100000, or max", text -> {
            if (text.equals("max")) {
                return ClockSpeed.MAX;
            }
            BigDecimal value = number(text);
            require(value.signum() > 0 && value.compareTo(MAX_SPEED) <= 0);
            return new ClockSpeed(value.doubleValue());
        });
    }

    /** Instance numbers, separated by commas. */
    static Kind<List<Integer>> instances() {
        return new Kind<>("an instance number, or several separated by commas, each from 0 to 9999", text -> {
            List<Integer> numbers = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                int number = Integer.parseInt(part.strip());
                require(number >= 0 && number <= 9999 && !numbers.contains(number));
                numbers.add(number);
            }
            return List.copyOf(numbers);
        });
    }

    private static BigDecimal number(String text) {
        require(NUMBER.matcher(text).matches());
        return new BigDecimal(text);
    }

    private static Kind<String> matching(Pattern pattern, String allowed) {
        return new Kind<>(allowed, text -> {
            require(pattern.matcher(text).matches());
            return text;
        });
    }

    private static boolean isStrategy(String className) {
        try {
            return Strategy.class.isAssignableFrom(Class.forName(className, false, Strategy.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException(className + " cannot be loaded: " + e, e);
        }
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException("not allowed");
        }
    }
}
