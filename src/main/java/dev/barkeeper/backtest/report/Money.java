package dev.barkeeper.backtest.report;

import java.util.Locale;

/**
 * Writes minor units as a person reads them.
 *
 * @param unit e.g. XBT
 * @param minorPerUnit how many minor units one has
 * @param decimals shown
 */
public record Money(String unit, double minorPerUnit, int decimals) {

    /** Of a settlement currency: XBt as XBT, USDt as USDT, another as it is. */
    public static Money of(String currency) {
        return switch (currency) {
            case "XBt" -> new Money("XBT", 1e8, 8);
            case "USDt" -> new Money("USDT", 1e6, 2);
            default -> new Money(currency, 1, 0);
        };
    }

    /** With its unit. */
    public String text(long minor) {
        return plain(minor) + " " + unit;
    }

    /** The number alone. */
    public String plain(long minor) {
        return String.format(Locale.ROOT, "%." + decimals + "f", minor / minorPerUnit);
    }
}
