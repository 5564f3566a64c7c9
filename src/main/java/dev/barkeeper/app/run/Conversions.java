package dev.barkeeper.app.run;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.ClockSpeed;
import dev.barkeeper.app.config.StopSettings;
import dev.barkeeper.bot.BotRules;
import dev.barkeeper.execution.StopRule;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.risk.RiskLimits;

/** From checked ini values to what the parts take. Stateless. */
public final class Conversions {
    private Conversions() {}

    /** What one bot is told at start. */
    public static BotRules rules(BotSettings settings, long account, Instrument instrument) {
        ClockSpeed speed = settings.venue().clockSpeed();
        BotRules rules = new BotRules(
                new BotKey(account, settings.symbol(), settings.emi()),
                instrument,
                stopRule(settings.stop()),
                new RiskLimits(settings.orderMaxContracts(), settings.positionMaxContracts()),
                settings.stop().unfilledAfter().toMillis());
        return speed.isMax() ? rules : rules.atSpeed(speed.factor());
    }

    private static StopRule stopRule(StopSettings stop) {
        return new StopRule(
                stop.longStop().valueE8(),
                stop.longStop().absolute(),
                stop.shortStop().valueE8(),
                stop.shortStop().absolute(),
                stop.padE8(),
                stop.retryStepE8(),
                stop.limitOffsetE8(),
                stop.type() == OrderType.STOP_LIMIT,
                stop.trigger());
    }
}
