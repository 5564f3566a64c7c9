package dev.barkeeper.ledger;

import dev.barkeeper.model.ContractKind;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Instrument;
import java.math.BigInteger;

/**
 * One bot's position in one symbol: its own fills, and what it took over from outside. Exact; used by one thread.
 */
public final class Ledger {
    private final Instrument instrument;
    private long ownContracts;
    private long adoptedContracts;
    private long averageE8;
    /** What was paid for what is held, unsigned: an inverse value is not that of the mean price. */
    private long openMinor;

    private long realisedMinor;
    private long feesMinor;

    public Ledger(Instrument instrument) {
        this.instrument = instrument;
    }

    /** Takes up where an earlier run stopped. */
    public void restore(long own, long adopted, long entryE8) {
        ownContracts = own;
        adoptedContracts = adopted;
        averageE8 = contracts() == 0 ? 0 : entryE8;
        openMinor = valueHeld();
    }

    /** Signed: what the venue should hold as far as the bot knows. */
    public long contracts() {
        return ownContracts + adoptedContracts;
    }

    /** Signed sum of the bot's own fills. */
    public long ownContracts() {
        return ownContracts;
    }

    /** Signed part of {@link #contracts} that came from outside. */
    public long adoptedContracts() {
        return adoptedContracts;
    }

    /** Quantity-weighted mean of the prices that opened the position, 1e-8 rounded half up; 0 when flat. */
    public long averageE8() {
        return averageE8;
    }

    /** Profit of what was closed, settlement minor units, before fees, since this process started. */
    public long realisedMinor() {
        return realisedMinor;
    }

    /** Fees paid (negative: received) since this process started, settlement minor units. */
    public long feesMinor() {
        return feesMinor;
    }

    /**
     * Books one fill of the bot's own; the caller has made sure that it is new.
     *
     * @return the profit of what it closed, minor units before fees, 0 when it closed nothing
     */
    public long apply(Fill fill) {
        long before = contracts();
        long signed = fill.signedContracts();
        long closing = Long.signum(before) == -Long.signum(signed) ? Math.min(Math.abs(before), Math.abs(signed)) : 0;
        long closed = closing == 0 ? 0 : share(openMinor, closing, Math.abs(before));
        long profit = closing == 0 ? 0 : profitMinor(Long.signum(before), closing, closed, fill.lastE8());
        long opening = Math.abs(signed) - closing;
        openMinor += (opening == 0 ? 0 : instrument.valueMinor(opening, fill.lastE8())) - closed;
        ownContracts += signed;
        if (contracts() == 0) {
            averageE8 = 0;
        } else if (opening > 0) {
            long kept = closing > 0 ? 0 : Math.abs(before);
            averageE8 = mean(kept, averageE8, opening, fill.lastE8());
        }
        realisedMinor += profit;
        feesMinor += fill.feeMinor();
        return profit;
    }

    /** Takes the venue's position for true; the difference to the own fills counts as adopted. */
    public void adopt(long venueContracts, long venueAverageE8) {
        adoptedContracts = venueContracts - ownContracts;
        averageE8 = venueContracts == 0 ? 0 : venueAverageE8;
        openMinor = valueHeld();
    }

    /** Profit of closing, minor units: inverse, value at entry less value at exit for a long; else the reverse. */
    private long profitMinor(int sign, long contracts, long entryMinor, long exitE8) {
        if (averageE8 == 0) {
            return 0;
        }
        long exitMinor = instrument.valueMinor(contracts, exitE8);
        boolean inverse = instrument.kind() == ContractKind.INVERSE;
        return sign * (inverse ? entryMinor - exitMinor : exitMinor - entryMinor);
    }

    private long valueHeld() {
        return averageE8 == 0 ? 0 : instrument.valueMinor(Math.abs(contracts()), averageE8);
    }

    /** The part of the whole's value, rounded half up; all of it for the whole. */
    private static long share(long value, long part, long whole) {
        if (part == whole) {
            return value;
        }
        BigInteger all = BigInteger.valueOf(whole);
        return BigInteger.valueOf(value)
                .multiply(BigInteger.valueOf(part))
                .add(all.shiftRight(1))
                .divide(all)
                .longValueExact();
    }

    private static long mean(long quantityA, long priceA, long quantityB, long priceB) {
        if (quantityA == 0) {
            return priceB;
        }
        BigInteger total = BigInteger.valueOf(quantityA + quantityB);
        return BigInteger.valueOf(quantityA)
                .multiply(BigInteger.valueOf(priceA))
                .add(BigInteger.valueOf(quantityB).multiply(BigInteger.valueOf(priceB)))
                .add(total.shiftRight(1))
                .divide(total)
                .longValueExact();
    }
}
