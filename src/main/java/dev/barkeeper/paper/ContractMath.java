package dev.barkeeper.paper;

import dev.barkeeper.model.E8;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** {@link Instrument}'s arithmetic with a fast road for the walk, and what only a venue reckons. Stateless. */
final class ContractMath {
    private static final long ROUND_4_DECIMALS = 10_000;
    /** Below it twice the ten-thousandfold and one more fit into a long. */
    private static final long SMALL = Long.MAX_VALUE / (3 * ROUND_4_DECIMALS);

    private final ContractSpec spec;
    private final Instrument instrument;
    private final long inverseLotNumerator;

    ContractMath(ContractSpec spec) {
        this.spec = spec;
        this.instrument = spec.instrument();
        BigInteger numerator = BigInteger.valueOf(instrument.multiplier())
                .multiply(BigInteger.valueOf(instrument.lotContracts()))
                .multiply(BigInteger.valueOf(E8.ONE));
        this.inverseLotNumerator = spec.isInverse() && numerator.bitLength() < 62 ? numerator.longValue() : 0;
    }

    /** As {@link Instrument#valueMinor}. */
    long value(long contracts, long priceE8) {
        if (inverseLotNumerator > 0 && contracts % instrument.lotContracts() == 0) {
            long lotValue = (inverseLotNumerator + (priceE8 >> 1)) / priceE8;
            return Math.multiplyExact(lotValue, contracts / instrument.lotContracts());
        }
        if (!spec.isInverse() && contracts < Long.MAX_VALUE / 2 / instrument.multiplier() / priceE8) {
            return (contracts * instrument.multiplier() * priceE8 + E8.ONE / 2) / E8.ONE;
        }
        return instrument.valueMinor(contracts, priceE8);
    }

    /** {@link #value} of contracts that are so many lots. */
    long valueOfLots(long lots, long contracts, long priceE8) {
        return inverseLotNumerator > 0
                ? Math.multiplyExact((inverseLotNumerator + (priceE8 >> 1)) / priceE8, lots)
                : value(contracts, priceE8);
    }

    /** Value with the venue's sign of a trade or, for BUY, of a long position. */
    long signedValue(Side side, long contracts, long priceE8) {
        long value = value(contracts, priceE8);
        return spec.isInverse() == (side == Side.BUY) ? -value : value;
    }

    /** The price at which contracts have that unsigned value, rounded half up to 1e-4; 0 when there is none. */
    long priceOf(long contracts, long valueMinor) {
        if (valueMinor <= 0 || contracts <= 0) {
            return 0;
        }
        long fastSize = contracts * instrument.multiplier();
        boolean isSmall = Math.multiplyHigh(contracts, instrument.multiplier()) == 0
                && Math.max(fastSize, valueMinor) < SMALL
                && fastSize > 0;
        if (isSmall) {
            long above = (spec.isInverse() ? fastSize : valueMinor) * ROUND_4_DECIMALS;
            long below = spec.isInverse() ? valueMinor : fastSize;
            return saturated((2 * above + below) / (2 * below));
        }
        BigDecimal size = BigDecimal.valueOf(contracts).multiply(BigDecimal.valueOf(instrument.multiplier()));
        BigDecimal value = BigDecimal.valueOf(valueMinor);
        BigDecimal price = spec.isInverse()
                ? size.divide(value, 4, RoundingMode.HALF_UP)
                : value.divide(size, 4, RoundingMode.HALF_UP);
        return saturated(
                price.movePointRight(4).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
    }

    private static long saturated(long price4) {
        return price4 > Long.MAX_VALUE / ROUND_4_DECIMALS ? Long.MAX_VALUE : price4 * ROUND_4_DECIMALS;
    }

    /**
     * Average entry price from the integer cost. Inverse: the mean lot value is cut to an integer first, down for a
     * long and half up for a short, as real rows show.
     */
    long averageEntry(long signedContracts, long costMinor) {
        long contracts = Math.abs(signedContracts);
        long cost = Math.abs(costMinor);
        if (contracts == 0 || cost == 0) {
            return 0;
        }
        long lots = contracts / instrument.lotContracts();
        if (!spec.isInverse() || lots == 0) {
            return priceOf(contracts, cost);
        }
        long lotValue = signedContracts > 0 ? cost / lots : (cost + lots / 2) / lots;
        return priceOf(instrument.lotContracts(), lotValue);
    }

    /** |value| × rate, rounded up. */
    static long ceilOf(long valueMinor, long rateE8) {
        long value = Math.abs(valueMinor);
        long fast = value * rateE8;
        if (rateE8 >= 0 && fast >= 0 && fast < Long.MAX_VALUE - E8.ONE && Math.multiplyHigh(value, rateE8) == 0) {
            return (fast + E8.ONE - 1) / E8.ONE;
        }
        BigInteger product = BigInteger.valueOf(Math.abs(valueMinor)).multiply(BigInteger.valueOf(rateE8));
        return product.add(BigInteger.valueOf(E8.ONE - 1))
                .divide(BigInteger.valueOf(E8.ONE))
                .longValueExact();
    }

    /** a × b / c, truncated toward zero. */
    static long share(long a, long b, long c) {
        long fast = a * b;
        if (Math.multiplyHigh(a, b) == fast >> 63) {
            return fast / c;
        }
        return BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .divide(BigInteger.valueOf(c))
                .longValueExact();
    }

    /** Base currency × 1e8, unsigned; for a quanto its settlement value (the dialect uses a live rate there). */
    long homeNotional(long contracts, long valueMinor) {
        return spec.homePerContractE8() > 0 ? contracts * spec.homePerContractE8() : valueMinor;
    }

    /** Quote currency × 1e8, unsigned; 0 for a quanto. */
    long foreignNotional(long contracts, long valueMinor) {
        return switch (instrument.kind()) {
            case INVERSE -> contracts * E8.ONE;
            case LINEAR -> valueMinor * minorToE8();
            case QUANTO -> 0;
        };
    }

    private long minorToE8() {
        return instrument.settlementCurrency().equals("XBt") ? 1 : 100;
    }
}
