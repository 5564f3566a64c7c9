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
        long profit = closing == 0 ? 0 : profitMinor(Long.signum(before), closing, averageE8, fill.lastE8());
        long opening = Math.abs(signed) - closing;
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
    }

    /** Profit of closing, minor units: inverse, value at entry less value at exit for a long; else the reverse. */
    private long profitMinor(int sign, long contracts, long entryE8, long exitE8) {
        if (entryE8 == 0) {
            return 0;
        }
        long entry = instrument.valueMinor(contracts, entryE8);
        long exit = instrument.valueMinor(contracts, exitE8);
        boolean inverse = instrument.kind() == ContractKind.INVERSE;
        return sign * (inverse ? entry - exit : exit - entry);
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
