package dev.barkeeper.app.run;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.alert.Alerts;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when the clocks part: this machine's from the venue's servers', and the bot's picture of the venue's clock from
 * the stamps the venue sends. Neither stops the bot, both are for a person to know. One thread.
 */
final class ClockGuard {
    private static final String MACHINE = "clock.machine";
    private static final String VENUE = "clock.venue";

    private static final Logger LOG = LoggerFactory.getLogger(ClockGuard.class);
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Looks in a row that must agree: one slow answer or one long pause is no finding. */
    private static final int LOOKS = 3;
    /** Of the wall clock; what a start or a pause of the machine leaves behind is shorter. */
    private static final double LAGS_SECONDS = 5;

    private final Alerts alerts;
    private final BiConsumer<String, String> endOpen;
    private final LongSupplier serverAheadMillis;
    private final LongSupplier venueLagMillis;
    private final double speed;
    private final LongSupplier nanoTime;
    private final Finding machine = new Finding(MACHINE, "this machine's clock agrees with the venue's again");
    private final Finding venue = new Finding(VENUE, "the bot's clock and the venue's agree again");
    private long lookedNanos;

    /**
     * @param endOpen ends the finding of this key that an earlier process told, with these words, if there is one
     * @param serverAheadMillis how far the venue's servers are ahead of this machine, 0 while they agree
     * @param venueLagMillis how far the venue's newest stamp is behind what the bot takes the time to be, venue time
     * @param speed of the venue's clock, 0 or more
     */
    ClockGuard(
            Alerts alerts,
            BiConsumer<String, String> endOpen,
            LongSupplier serverAheadMillis,
            LongSupplier venueLagMillis,
            double speed,
            LongSupplier nanoTime) {
        this.alerts = alerts;
        this.endOpen = endOpen;
        this.serverAheadMillis = serverAheadMillis;
        this.venueLagMillis = venueLagMillis;
        this.speed = speed;
        this.nanoTime = nanoTime;
        lookedNanos = nanoTime.getAsLong() - LOOK_EVERY_NANOS;
    }

    /** To be called often; looks once a second. */
    void look() {
        long now = nanoTime.getAsLong();
        if (now - lookedNanos < LOOK_EVERY_NANOS) {
            return;
        }
        lookedNanos = now;
        long ahead = serverAheadMillis.getAsLong();
        machine.look(
                ahead != 0,
                () -> "this machine's clock is " + Math.abs(ahead) / 1000 + " s " + (ahead < 0 ? "ahead of" : "behind")
                        + " the venue's",
                "Requests are dated by the venue's clock meanwhile, and the bot trades on; let NTP set this machine's.");
        long lag = venueLagMillis.getAsLong();
        double wallSeconds = speed > 0 ? lag / 1000.0 / speed : 0;
        venue.look(
                wallSeconds >= LAGS_SECONDS,
                () -> "the bot's clock is " + lag / 1000 + " s ahead of the venue's; entries wait",
                "The venue's clock stood, as that of an exchange which was stopped and started again. The bot's never goes"
                        + " back: it stands until the venue's has caught up, in " + Math.round(wallSeconds)
                        + " s. Until then entries lapse at once; leaves and stops go on.");
    }

    /** One thing that is so or not, told when it has been so for some looks, and again when it has ended. */
    private final class Finding {
        private final String key;
        private final String over;
        private int looks;
        private int looksWithout;
        private boolean told;

        Finding(String key, String over) {
            this.key = key;
            this.over = over;
        }

        void look(boolean holds, Supplier<String> subject, String text) {
            looks = holds ? Math.min(LOOKS, looks + 1) : 0;
            looksWithout = holds ? 0 : Math.min(LOOKS + 1, looksWithout + 1);
            if (looks == LOOKS && !told) {
                told = true;
                LOG.warn("clock={} finding=\"{}\"", key, subject.get());
                alerts.raise(new Alert(Alert.Severity.PROBLEM, key, subject.get(), text));
            } else if (!holds && told) {
                told = false;
                LOG.info("clock={} finding=\"{}\"", key, over);
                alerts.raise(new Alert(Alert.Severity.RECOVERED, key, over, over));
            } else if (looksWithout == LOOKS) {
                endOpen.accept(key, over);
            }
        }
    }
}
