package dev.barkeeper.bot;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Quote;
import java.util.Optional;

/** Everything that can reach the core. */
public sealed interface Event {

    /**
     * The {@code UPDATE_EVENT}: a bar was stored.
     *
     * @param quote the last one stamped at or before the bar's end
     * @param newest whether it is to be decided on; false for bars that were missed
     */
    record BarArrived(Bar bar, Optional<Quote> quote, boolean newest) implements Event {}

    /** The venue told something. */
    record Reported(ExchangeReport report) implements Event {}

    /** A time that was asked for has come. */
    record AlarmRang(Alarm alarm) implements Event {}

    /** A person said something; the id makes repeating harmless. */
    record Operator(String id, Command command) implements Event {
        /** What an operator can say. */
        public enum Command {
            PAUSE,
            RESUME,
            FLATTEN
        }
    }

    /** The database stopped or began to answer. */
    record StoreChanged(boolean available) implements Event {}

    /** History was fed to the strategy and the bot may decide from the next bar on. */
    record HistoryLoaded(long firstCloseMillis, long lastCloseMillis, long bars) implements Event {}

    /** Finish what is in flight and stop. */
    record StopRequested(String cause) implements Event {}
}
