package dev.barkeeper.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our own name of an order: a number and the bot's permanent name (EMI). Each adapter encodes the pair as its venue
 * allows; the house dialect writes {@code <number>.<EMI>}.
 */
public record ClientOrderId(long number, String emi) {
    private static final int ATTEMPTS = 1_000;
    private static final int LEGS = 10;
    private static final Pattern EMI = Pattern.compile("[A-Za-z0-9_-]{1,23}");
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.([A-Za-z0-9_-]{1,23})");

    public ClientOrderId {
        if (number < 0 || !EMI.matcher(emi).matches()) {
            throw new IllegalArgumentException("client order id " + number + "." + emi
                    + ": the number must not be negative, the name 1 to 23 of letters, digits, _ and -");
        }
    }

    /**
     * The id of one leg's attempt at one bar: doing the same thing twice has the same id.
     *
     * @param barMillis the bar's end, a whole minute
     * @param attempt 0 to 999
     */
    public static ClientOrderId derive(String emi, long barMillis, Leg leg, int attempt) {
        if (attempt < 0 || attempt >= ATTEMPTS || barMillis % Bar.MINUTE_MILLIS != 0) {
            throw new IllegalArgumentException("bar " + barMillis + " leg " + leg + " attempt " + attempt);
        }
        long minute = barMillis / Bar.MINUTE_MILLIS;
        return new ClientOrderId((minute * LEGS + leg.code()) * ATTEMPTS + attempt, emi);
    }

    /** Whether an EMI can be part of an id of at most 36 characters. */
    public static boolean isValidEmi(String emi) {
        return EMI.matcher(emi).matches();
    }

    /** The id in a house-dialect {@code clOrdID}; empty when it is somebody else's. */
    public static Optional<ClientOrderId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new ClientOrderId(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    /** {@code <number>.<EMI>}, at most 36 characters. */
    public String text() {
        return number + "." + emi;
    }

    @Override
    public String toString() {
        return text();
    }
}
