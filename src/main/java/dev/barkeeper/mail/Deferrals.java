package dev.barkeeper.mail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receivers a mail server did not take a message for yet while it took it for others, as one that knows no greylisted sender
 * does. They are tried again apart, with growing waits, and hold up no other message. Forgotten with the process: the next
 * one sends what is still there to all, under its Message-ID. Used by one thread.
 */
final class Deferrals {
    /** About an hour. */
    static final int MOST_TRIES = 60;

    private static final Logger LOG = LoggerFactory.getLogger(Deferrals.class);
    private static final long LONGEST_WAIT_MILLIS = 60_000;
    private static final int MOST_DOUBLINGS = 10;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long firstWaitMillis;
    private final Map<String, Rest> rests = new HashMap<>();

    private record Rest(List<String> receivers, int tries, long dueNanos) {}

    Deferrals(long firstWaitMillis) {
        this.firstWaitMillis = firstWaitMillis;
    }

    /** Who is left of a message; empty when it was taken for nobody yet. */
    List<String> left(String message) {
        return rests.containsKey(message) ? rests.get(message).receivers() : List.of();
    }

    /** Whether its time has not come again. */
    boolean isWaiting(String message) {
        return rests.containsKey(message) && rests.get(message).dueNanos() - System.nanoTime() > 0;
    }

    /** Takes note of whom a message was deferred for just now; false when it is done with. */
    boolean note(String message, List<String> deferred) {
        int tries = rests.containsKey(message) ? rests.get(message).tries() + 1 : 1;
        if (deferred.isEmpty() || tries > MOST_TRIES) {
            rests.remove(message);
            if (!deferred.isEmpty()) {
                LOG.error("mail=given_up message={} not_for=\"{}\" tries={}", message, deferred, tries - 1);
            }
            return false;
        }
        long wait = Math.min(LONGEST_WAIT_MILLIS, firstWaitMillis << Math.min(MOST_DOUBLINGS, tries));
        rests.put(message, new Rest(deferred, tries, System.nanoTime() + wait * NANOS_PER_MILLI));
        return true;
    }
}
