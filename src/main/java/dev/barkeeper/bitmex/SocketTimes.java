package dev.barkeeper.bitmex;

/**
 * How patient a socket is, milliseconds of the wall clock.
 *
 * @param pingAfter silence after which it asks whether the venue is there
 * @param answerWithin how long anything may then take to come
 * @param subscribeWithin how long connecting and subscribing may take in all
 * @param steadyAfter how long a connection must live for the next loss to be a first one again
 */
record SocketTimes(long pingAfter, long answerWithin, long subscribeWithin, long steadyAfter) {
    /** As the venue advises; a steady minute keeps even a bad day within its 60 connections an hour. */
    static final SocketTimes ADVISED = new SocketTimes(5_000, 5_000, 20_000, 60_000);

    /** How often silence is looked at. */
    long tick() {
        return Math.max(10, Math.min(pingAfter, answerWithin) / 10);
    }
}
