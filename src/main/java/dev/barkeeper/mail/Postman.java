package dev.barkeeper.mail;

import dev.barkeeper.machine.HeldLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what lies in an outbox to the mail server, oldest first, on a thread of its own: tries again with growing
 * waits for as long as it takes. Of several processes on one outbox the one with its lock carries. A message that a
 * server which was reached refuses {@value #REFUSALS} times for good is set aside.
 */
final class Postman implements Runnable {
    static final int REFUSALS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final long ROUND_MILLIS = 1_000;
    private static final long LONGEST_WAIT_MILLIS = 60_000;
    /** A provider locks an account out of which a wrong password comes several times in some minutes. */
    private static final long LONGEST_WAIT_FOR_LOG_IN_MILLIS = 900_000;

    private final Outbox outbox;
    private final Mailer mailer;
    private final Path lockFile;
    private final long firstWaitMillis;
    private final Map<String, Integer> refusals = new HashMap<>();
    /** Sent, but still there: a disk that has become read-only must not turn one message into one a minute. */
    private final Set<String> taken = new HashSet<>();

    private final Deferrals deferrals;

    private Optional<HeldLock> lock = Optional.empty();
    private volatile boolean closing;
    private volatile long wait;
    private boolean isLogInRefused;

    Postman(Outbox outbox, Mailer mailer, Path lockFile, long firstWaitMillis) {
        this.outbox = outbox;
        this.mailer = mailer;
        this.lockFile = lockFile;
        this.firstWaitMillis = firstWaitMillis;
        deferrals = new Deferrals(firstWaitMillis);
    }

    @Override
    public void run() {
        try {
            while (!isOurs() && !closing) {
                outbox.await(ROUND_MILLIS);
            }
            if (isOurs()) {
                carry();
            }
        } catch (InterruptedException e) {
            LOG.info("mail=ended waiting={}", outbox.size());
        } finally {
            unlock();
        }
    }

    /** One more try at what waits, then the end. */
    void close() {
        closing = true;
        synchronized (outbox) {
            outbox.notifyAll();
        }
    }

    private void carry() throws InterruptedException {
        boolean last;
        do {
            last = closing;
            boolean delivered = round();
            if (delivered) {
                wait = 0;
                rest(ROUND_MILLIS);
            } else {
                long longest = isLogInRefused ? LONGEST_WAIT_FOR_LOG_IN_MILLIS : LONGEST_WAIT_MILLIS;
                wait = Math.min(longest, Math.max(firstWaitMillis, wait * 2));
                rest(wait);
            }
        } while (!last);
    }

    /** How long it waits now after a failure; 0 while all goes well. */
    long waitMillis() {
        return wait;
    }

    /** New mail does not shorten the wait for a server that is down; the end does. */
    private void rest(long millis) throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0 && !closing; left = (until - System.nanoTime()) / 1_000_000) {
            outbox.await(left);
            if (wait == 0) {
                return;
            }
        }
    }

    /** False when the server did not take what it should have. */
    private boolean round() {
        boolean delivered = true;
        isLogInRefused = false;
        for (Outbox.Waiting next : outbox.waiting()) {
            if (deferrals.isWaiting(next.name())) {
                continue;
            }
            try {
                if (!taken.contains(next.name())) {
                    List<String> deferred = mailer.send(outbox.read(next), deferrals.left(next.name()))
                            .deferred();
                    if (deferrals.note(next.name(), deferred)) {
                        continue;
                    }
                    taken.add(next.name());
                }
                outbox.remove(next);
                taken.remove(next.name());
                refusals.remove(next.name());
            } catch (MailException e) {
                LOG.warn("mail=failed message={} cause=\"{}\" now=tried_again", next.name(), e.getMessage());
                delivered = false;
                isLogInRefused = e.isLogInRefused();
                if (!e.isMessageRefused()) {
                    return false;
                }
                onRefused(next, e);
            } catch (IOException e) {
                LOG.warn(
                        "mail={} message={} cause={}",
                        taken.contains(next.name()) ? "sent_but_not_removed" : "unreadable",
                        next.name(),
                        e.toString());
                delivered = false;
            }
        }
        return delivered;
    }

    private void onRefused(Outbox.Waiting message, MailException cause) {
        if (refusals.merge(message.name(), 1, Integer::sum) < REFUSALS) {
            return;
        }
        refusals.remove(message.name());
        LOG.error("mail=set_aside message={} cause=\"{}\"", message.name(), cause.getMessage());
        try {
            outbox.setAside(message);
        } catch (IOException e) {
            LOG.warn("mail=not_set_aside message={} cause={}", message.name(), e.toString());
        }
    }

    /** Takes the lock if it is free; it ends with the process. An unusable disk is shared with nobody. */
    private boolean isOurs() {
        if (lock.isPresent()) {
            return true;
        }
        try {
            lock = HeldLock.take(lockFile);
            return lock.isPresent();
        } catch (IOException e) {
            LOG.warn("outbox=not_locked file={} cause={}", lockFile, e.toString());
            return true;
        }
    }

    private void unlock() {
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (IOException e) {
            LOG.debug("outbox=not_unlocked cause={}", e.toString());
        }
    }
}
