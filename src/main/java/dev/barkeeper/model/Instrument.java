package dev.barkeeper.model;

import java.math.BigInteger;

/**
 * One contract's specification and its exact arithmetic. Immutable; read from the venue at start, since ticks, lots
 * and fees change over the years.
 *
 * @param tickE8 price step, 1e-8 price units, above 0
 * @param lotContracts smallest order and quantity step, above 0
 * @param multiplier settlement minor units: inverse, the value of one contract at price 1 (1e8 for XBTUSD, unsigned);
 *     linear and quanto, the value of one contract per whole unit of price
 * @param settlementCurrency e.g. XBt, USDt
 * @param makerFeeE8 rate × 1e8, may be negative (a rebate)
 * @param takerFeeE8 rate × 1e8
 * @param initMarginE8 initial margin requirement × 1e8
 * @param maintMarginE8 maintenance margin requirement × 1e8
 */
public record Instrument(
        String symbol,
        ContractKind kind,
        long tickE8,
        long lotContracts,
        long multiplier,
        String settlementCurrency,
        long makerFeeE8,
        long takerFeeE8,
        long initMarginE8,
        long maintMarginE8,
        long maxOrderContracts,
        long maxPriceE8) {

    /** Below it a half can be added and nothing overflows. */
    private static final long LARGEST = Long.MAX_VALUE / 2;

    public Instrument {
        if (symbol.isBlank() || tickE8 <= 0 || lotContracts <= 0 || multiplier <= 0) {
            throw new IllegalArgumentException("instrument " + symbol + ": tick " + tickE8 + ", lot " + lotContracts
                    + ", multiplier " + multiplier + " must be above 0");
        }
    }

    /**
     * Unsigned value in settlement minor units. Inverse: per lot rounded half up, then times the lots, as BitMEX does
     * (its 2021 lot-size notice); a quantity that is no whole number of lots is valued per contract. Linear and quanto:
     * contracts × multiplier × price, rounded half up.
     */
    public long valueMinor(long contracts, long priceE8) {
        if (contracts < 0 || priceE8 <= 0) {
            throw new IllegalArgumentException(symbol + ": contracts " + contracts + " price " + priceE8);
        }
        if (kind == ContractKind.INVERSE) {
            long unit = contracts % lotContracts == 0 ? lotContracts : 1;
            long product = product(multiplier, unit);
            if (product > 0 && product <= LARGEST / E8.ONE - 1) {
                long lotValue = (product * E8.ONE + (priceE8 >> 1)) / priceE8;
                return Math.multiplyExact(lotValue, contracts / unit);
            }
            BigInteger lotValue = divideHalfUp(
                    BigInteger.valueOf(multiplier)
                            .multiply(BigInteger.valueOf(unit))
                            .multiply(BigInteger.valueOf(E8.ONE)),
                    BigInteger.valueOf(priceE8));
            return lotValue.multiply(BigInteger.valueOf(contracts / unit)).longValueExact();
        }
        long product = product(product(contracts, multiplier), priceE8);
        if (product >= 0 && product <= LARGEST) {
            return (product + E8.ONE / 2) / E8.ONE;
        }
        return divideHalfUp(
                        BigInteger.valueOf(contracts)
                                .multiply(BigInteger.valueOf(multiplier))
                                .multiply(BigInteger.valueOf(priceE8)),
                        BigInteger.valueOf(E8.ONE))
                .longValueExact();
    }

    /**
     * Cost of a trade as the venue signs it: inverse, buys negative and sells positive; linear and quanto, buys
     * positive and sells negative.
     */
    public long signedCostMinor(Side side, long contracts, long priceE8) {
        long value = valueMinor(contracts, priceE8);
        boolean negative = (kind == ContractKind.INVERSE) == (side == Side.BUY);
        return negative ? -value : value;
    }

    /** The fee of a trade: |value| × rate, truncated toward zero; positive is paid, negative received. */
    public static long feeMinor(long valueMinor, long rateE8) {
        long value = Math.abs(valueMinor);
        long fast = value * rateE8;
        if (Math.multiplyHigh(value, rateE8) == fast >> 63) {
            return fast / E8.ONE;
        }
        return BigInteger.valueOf(Math.abs(valueMinor))
                .multiply(BigInteger.valueOf(rateE8))
                .divide(BigInteger.valueOf(E8.ONE))
                .longValueExact();
    }

    /** The highest tick at or below. */
    public long floorToTick(long priceE8) {
        return Math.floorDiv(priceE8, tickE8) * tickE8;
    }

    /** The lowest tick at or above. */
    public long ceilToTick(long priceE8) {
        return -Math.floorDiv(-priceE8, tickE8) * tickE8;
    }

    /** The nearest tick; half goes up. */
    public long roundToTick(long priceE8) {
        return Math.floorDiv(priceE8 + tickE8 / 2, tickE8) * tickE8;
    }

    public boolean isOnTick(long priceE8) {
        return priceE8 % tickE8 == 0;
    }

    /** −1 when it does not fit, or one of the two did not. */
    private static long product(long a, long b) {
        return a < 0 || Math.multiplyHigh(a, b) != 0 || a * b < 0 ? -1 : a * b;
    }

    private static BigInteger divideHalfUp(BigInteger numerator, BigInteger denominator) {
        return numerator.add(denominator.shiftRight(1)).divide(denominator);
    }
}
