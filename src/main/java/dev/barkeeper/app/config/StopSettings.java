package dev.barkeeper.app.config;

import dev.barkeeper.model.E8;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.TriggerPrice;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * The protective stop.
 *
 * @param type {@link OrderType#STOP} or {@link OrderType#STOP_LIMIT}
 * @param longStop distance of a long's stop
 * @param unfilledAfter venue time
 */
public record StopSettings(
        OrderType type,
        Delta longStop,
        Delta shortStop,
        long padE8,
        long retryStepE8,
        long limitOffsetE8,
        TriggerPrice trigger,
        Duration unfilledAfter) {

    /**
     * A distance from the reference price.
     *
     * @param valueE8 price units × 1e8 when absolute, else a fraction × 1e8 within [0,1]
     */
    public record Delta(long valueE8, boolean absolute) {}

    static StopSettings read(KeyReader reader) {
        return new StopSettings(
                reader.get(BotKeys.STOP_TYPE),
                delta(reader, BotKeys.LONG_STOP_DELTA, BotKeys.LONG_STOP_ABSOLUTE),
                delta(reader, BotKeys.SHORT_STOP_DELTA, BotKeys.SHORT_STOP_ABSOLUTE),
                reader.get(BotKeys.STOP_PAD),
                reader.get(BotKeys.STOP_RETRY_STEP),
                reader.get(BotKeys.STOP_LIMIT_OFFSET),
                reader.get(BotKeys.STOP_TRIGGER),
                Duration.ofSeconds(reader.get(BotKeys.STOP_UNFILLED)));
    }

    private static Delta delta(KeyReader reader, Key<BigDecimal> value, Key<Boolean> absolute) {
        BigDecimal delta = reader.get(value);
        boolean isAbsolute = reader.get(absolute);
        if (!isAbsolute && delta.compareTo(BigDecimal.ONE) > 0) {
            reader.reject(value, "a fraction from 0 to 1, because " + absolute.name() + " is False");
        }
        return new Delta(E8.of(delta), isAbsolute);
    }
}
