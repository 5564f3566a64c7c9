package dev.barkeeper.watchdog;

import java.time.Duration;
import java.util.List;

/**
 * How patient the watchdog is.
 *
 * @param hungAfter a ready bot that has not beaten for this long is hung
 * @param stalledAfter venue time without a decided bar while the venue has bars
 * @param startingSilence a starting bot may be silent longer: it waits for database and venue
 * @param unwellAfter a trouble that lasts this long is mailed
 * @param termWait from TERM to KILL
 * @param killWait from KILL to giving up
 * @param backoff waits before each try to start; as many tries as there are waits
 * @param othersStart how long a bot that somebody else was asked to start may take until its first beat
 * @param healthyAfter a bot that was ready for this long has its tries back
 */
public record Limits(
        Duration hungAfter,
        Duration stalledAfter,
        Duration startingSilence,
        Duration unwellAfter,
        Duration termWait,
        Duration killWait,
        List<Duration> backoff,
        Duration othersStart,
        Duration healthyAfter) {
    /** Of real time: where the venue's clock runs fast, a shorter pause of a busy machine is no stall. */
    public static final Duration LEAST_STALL = Duration.ofSeconds(10);

    /** The usual ones around the two that are configured. */
    public static Limits of(Duration hungAfter, Duration stalledAfter) {
        return new Limits(
                hungAfter,
                stalledAfter,
                Duration.ofSeconds(120),
                Duration.ofSeconds(30),
                Duration.ofSeconds(4),
                Duration.ofSeconds(10),
                List.of(
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60)),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5));
    }

    /** The same, but without a wait between TERM and KILL: for whoever starts again what was killed, not what ended in order. */
    public Limits killingAtOnce() {
        return new Limits(
                hungAfter,
                stalledAfter,
                startingSilence,
                unwellAfter,
                Duration.ZERO,
                killWait,
                backoff,
                othersStart,
                healthyAfter);
    }
}
