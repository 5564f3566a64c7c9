package dev.barkeeper.backtest;

/** How long what is said between bot and venue is under way, venue time. Stateless. */
public interface Latency {

    /** A request of the bot's, 0 or more milliseconds. */
    long toVenueMillis();

    /** An answer, a report or a bar, 0 or more milliseconds. */
    long toBotMillis();

    /** The same at all times. */
    static Latency constant(long toVenueMillis, long toBotMillis) {
        return new Latency() {
            @Override
            public long toVenueMillis() {
                return toVenueMillis;
            }

            @Override
            public long toBotMillis() {
                return toBotMillis;
            }
        };
    }
}
