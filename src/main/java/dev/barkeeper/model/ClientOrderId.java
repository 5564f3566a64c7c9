package dev.barkeeper.model;

import java.util.Optional;

/**
 * Our own name of an order: a number and the bot's permanent name (EMI). Each adapter encodes the pair as its venue
 * allows; the house dialect writes {@code <number>.<EMI>}.
 */
public record ClientOrderId(long number, String emi) {
    /** How many attempts of one leg at one bar have an id. */
    public static final int ATTEMPTS = 1_000;

    private static final int LEGS = 10;
    private static final int LONGEST_NUMBER = 18;
    private static final int LONGEST_EMI = 23;

    public ClientOrderId {
        if (number < 0 || !isValidEmi(emi)) {
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
        boolean valid = !emi.isEmpty() && emi.length() <= LONGEST_EMI;
        for (int i = 0; valid && i < emi.length(); i++) {
            valid = isDigit(emi.charAt(i)) || isLetter(emi.charAt(i)) || emi.charAt(i) == '_' || emi.charAt(i) == '-';
        }
        return valid;
    }

    /** The id in a house-dialect {@code clOrdID}; empty when it is somebody else's. */
    public static Optional<ClientOrderId> parse(String text) {
        int dot = text.indexOf('.');
        boolean ours = dot > 0 && dot <= LONGEST_NUMBER;
        for (int i = 0; ours && i < dot; i++) {
            ours = isDigit(text.charAt(i));
        }
        String emi = ours ? text.substring(dot + 1) : "";
        return isValidEmi(emi)
                ? Optional.of(new ClientOrderId(Long.parseLong(text, 0, dot, 10), emi))
                : Optional.empty();
    }

    /** End of the bar that the number was derived from. */
    public long barMillis() {
        return number / ATTEMPTS / LEGS * Bar.MINUTE_MILLIS;
    }

    /** The leg that the number was derived from; empty when it was not derived. */
    public Optional<Leg> leg() {
        return Leg.ofCode((int) (number / ATTEMPTS % LEGS));
    }

    /** The attempt that the number was derived from. */
    public int attempt() {
        return (int) (number % ATTEMPTS);
    }

    /** {@code <number>.<EMI>}, at most 36 characters. */
    public String text() {
        return number + "." + emi;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    @Override
    public String toString() {
        return text();
    }
}
