package dev.barkeeper.simulation;

import dev.barkeeper.alert.Alerts;
import dev.barkeeper.bot.Timers;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.journal.BotStore;
import java.util.function.UnaryOperator;

/** What stands between the bot and its surroundings: nothing, points to be killed at, or a planted fault. */
public record Changes(
        UnaryOperator<Exchange> exchange,
        UnaryOperator<BotStore> store,
        UnaryOperator<Timers> timers,
        UnaryOperator<Alerts> alerts) {
    /** The bot as it is. */
    public static final Changes NONE = new Changes(
            UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());

    public static Changes ofExchange(UnaryOperator<Exchange> change) {
        return new Changes(change, NONE.store, NONE.timers, NONE.alerts);
    }

    public static Changes ofStore(UnaryOperator<BotStore> change) {
        return new Changes(NONE.exchange, change, NONE.timers, NONE.alerts);
    }

    public static Changes ofTimers(UnaryOperator<Timers> change) {
        return new Changes(NONE.exchange, NONE.store, change, NONE.alerts);
    }
}
