package dev.barkeeper.execution;

import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.TriggerPrice;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Where a protective stop belongs. Immutable.
 *
 * @param longDeltaE8 price units × 1e8, or a fraction × 1e8 when not absolute
 * @param padE8 distance added to the reference price
 * @param retryStepE8 how much further away each retry of a refused stop goes
 * @param limitOffsetE8 limit price beyond the trigger
 * @param isLimit stop-limit, else a plain stop
 */
public record StopRule(
        long longDeltaE8,
        boolean longAbsolute,
        long shortDeltaE8,
        boolean shortAbsolute,
        long padE8,
        long retryStepE8,
        long limitOffsetE8,
        boolean isLimit,
        TriggerPrice trigger) {
    /**
     * The trigger price, 1e-8, on a tick, rounded away from the market (long down, short up). Long: reference =
     * min(decision, entry) − pad; short: max(decision, entry) + pad; then the delta (absolute: reference ∓ delta;
     * relative: reference × (1 ∓ delta)), then {@code widenings} retry steps further. Never below one tick,
     * nor above the highest price that the venue takes.
     */
    public long triggerE8(Instrument instrument, Direction direction, long decisionE8, long entryE8, int widenings) {
        boolean isLong = direction == Direction.LONG;
        long reference = isLong ? Math.min(decisionE8, entryE8) - padE8 : Math.max(decisionE8, entryE8) + padE8;
        long raw = withDelta(direction, reference) - direction.sign() * widenings * retryStepE8;
        return onTick(instrument, direction, raw);
    }

    /** The limit price behind a trigger, 0 for a plain stop; on a tick, rounded and bounded as the trigger is. */
    public long limitE8(Instrument instrument, Direction direction, long triggerE8) {
        if (!isLimit) {
            return 0;
        }
        long raw = triggerE8 - direction.sign() * limitOffsetE8;
        return onTick(instrument, direction, raw);
    }

    private static long onTick(Instrument instrument, Direction direction, long rawE8) {
        long onTick = direction == Direction.LONG ? instrument.floorToTick(rawE8) : instrument.ceilToTick(rawE8);
        // a venue that tells no highest price has none
        boolean isBounded = instrument.maxPriceE8() >= instrument.tickE8();
        long bounded = isBounded ? Math.min(onTick, instrument.floorToTick(instrument.maxPriceE8())) : onTick;
        return Math.max(instrument.tickE8(), bounded);
    }

    private long withDelta(Direction direction, long referenceE8) {
        long deltaE8 = direction == Direction.LONG ? longDeltaE8 : shortDeltaE8;
        boolean absolute = direction == Direction.LONG ? longAbsolute : shortAbsolute;
        if (absolute) {
            return referenceE8 - direction.sign() * deltaE8;
        }
        BigDecimal factor =
                BigDecimal.ONE.subtract(E8.toDecimal(deltaE8).multiply(BigDecimal.valueOf(direction.sign())));
        RoundingMode away = direction == Direction.LONG ? RoundingMode.FLOOR : RoundingMode.CEILING;
        return E8.of(E8.toDecimal(referenceE8).multiply(factor), away);
    }
}
