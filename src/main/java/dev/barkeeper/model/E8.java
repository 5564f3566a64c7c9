package dev.barkeeper.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimal numbers as whole {@code long}s in units of 1e-8: every price in the core. Stateless. */
public final class E8 {
    /** One unit of the price: 1.0 is this many steps. */
    public static final long ONE = 100_000_000L;

    private E8() {}

    /**
     * Reads a decimal text such as {@code 9321.5} or {@code 5e-05}; digits beyond 1e-8 are rounded half up (venues
     * send binary noise such as 79139.90000000001).
     *
     * @throws NumberFormatException when it is no number
     * @throws ArithmeticException when it does not fit
     */
    public static long parse(String decimal) {
        return of(new BigDecimal(decimal.trim()));
    }

    /** The same of a {@link BigDecimal}. */
    public static long of(BigDecimal decimal) {
        return of(decimal, RoundingMode.HALF_UP);
    }

    /** The same, rounded otherwise. */
    public static long of(BigDecimal decimal, RoundingMode rounding) {
        return decimal.movePointRight(8).setScale(0, rounding).longValueExact();
    }

    /** A whole number of units. */
    public static long ofWhole(long units) {
        return Math.multiplyExact(units, ONE);
    }

    /**
     * The one way back from strategy mathematics; rounded half up.
     *
     * @throws ArithmeticException for NaN, infinities and numbers that do not fit
     */
    public static long ofDouble(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new ArithmeticException("not a finite number: " + value);
        }
        return of(BigDecimal.valueOf(value));
    }

    /** For strategy mathematics only. */
    public static double toDouble(long valueE8) {
        return valueE8 / (double) ONE;
    }

    /** Exact decimal, no trailing zeros beyond need: 9321.5, 9322. */
    public static BigDecimal toDecimal(long valueE8) {
        return plain(BigDecimal.valueOf(valueE8, 8));
    }

    /** The same number without needless zeros, and without an exponent. */
    public static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Plain text of {@link #toDecimal}. */
    public static String toString(long valueE8) {
        return toDecimal(valueE8).toPlainString();
    }
}
