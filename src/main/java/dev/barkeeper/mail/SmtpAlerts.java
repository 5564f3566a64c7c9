package dev.barkeeper.mail;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.alert.Alerts;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts as e-mail, sent by a thread of its own, and into the log besides. What the server does not take is tried again
 * with growing waits; when {@value #CAPACITY} wait already, further ones are in the log only. Thread-safe.
 */
public final class SmtpAlerts implements Alerts, AutoCloseable {
    static final int CAPACITY = 200;

    private static final Logger LOG = LoggerFactory.getLogger(SmtpAlerts.class);
    private static final int ATTEMPTS = 5;
    private static final long LAST_CHANCE_MILLIS = 5_000;
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private final Mailer mailer;
    private final String origin;
    private final long firstWaitMillis;
    private final LogAlerts log = new LogAlerts();
    private final BlockingQueue<Alert> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread thread;
    private volatile boolean closing;

    /** @param origin begins every subject, e.g. {@code barkeeper bot0 on host} */
    public SmtpAlerts(Mailer mailer, String origin) {
        this(mailer, origin, 2_000);
    }

    SmtpAlerts(Mailer mailer, String origin, long firstWaitMillis) {
        this.mailer = mailer;
        this.origin = origin;
        this.firstWaitMillis = firstWaitMillis;
        thread = new Thread(this::work, "alert-mail");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void raise(Alert alert) {
        log.raise(alert);
        if (closing || !queue.offer(alert)) {
            LOG.warn(
                    "mail=dropped alert={} waiting={} cause=\"the queue is full or closed\"",
                    alert.key(),
                    queue.size());
        }
    }

    private void work() {
        try {
            while (!closing || !queue.isEmpty()) {
                Alert alert = queue.poll(100, TimeUnit.MILLISECONDS);
                if (alert != null) {
                    deliver(alert);
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("mail=ended waiting={} cause=\"closed before all was sent\"", queue.size());
        }
    }

    private void deliver(Alert alert) throws InterruptedException {
        long wait = firstWaitMillis;
        for (int attempt = 1; ; attempt++) {
            try {
                mailer.send("[" + origin + "] " + alert.subject(), alert.text());
                return;
            } catch (MailException e) {
                LOG.warn("mail=failed alert={} attempt={} cause=\"{}\"", alert.key(), attempt, e.getMessage());
                if (attempt == ATTEMPTS || closing) {
                    LOG.error("mail=given-up alert={} subject=\"{}\"", alert.key(), alert.subject());
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(wait);
                wait = Math.min(LONGEST_WAIT_MILLIS, wait * 2);
            }
        }
    }

    /** Sends what waits, for at most five seconds, then ends. Closing twice is harmless. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(LAST_CHANCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
