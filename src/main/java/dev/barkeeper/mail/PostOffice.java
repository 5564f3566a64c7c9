package dev.barkeeper.mail;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.alert.Alerts;
import dev.barkeeper.machine.Daemons;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a process's alerts go: into the log, and by e-mail through an outbox on disk if there is a mail server. Whoever
 * raises one is never held up: one thread decides and writes to disk, another speaks with the server. Thread-safe.
 */
public final class PostOffice implements Alerts, AutoCloseable {
    static final int CAPACITY = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(PostOffice.class);
    private static final String STATE = "mailed.json";
    private static final String LOCK = "carrier.lock";
    private static final long TICK_MILLIS = 1_000;
    private static final long FIRST_WAIT_MILLIS = 2_000;
    private static final long LAST_WRITE_MILLIS = 2_000;
    private static final long LAST_SEND_MILLIS = 5_000;

    private final Clock clock;
    private final LetterWriter writer;
    private final LogAlerts log = new LogAlerts();
    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Optional<Mail> mail;
    private volatile boolean closing;
    private boolean isUnkept;

    /** What there is when alerts are mailed. */
    private record Mail(Path stateFile, PostDesk desk, Outbox outbox, Postman postman, Thread clerk, Thread carrier) {}

    private PostOffice(
            Path folder, Optional<SmtpSettings> settings, LetterWriter writer, Clock clock, long firstWaitMillis) {
        this.clock = clock;
        this.writer = writer;
        mail = settings.map(smtp -> mail(folder, smtp, firstWaitMillis));
    }

    /**
     * Opens for business; what an earlier process left in the outbox is sent too. Without a mail server it says once
     * that alerts go to the log.
     *
     * @param folder of this process alone, made when there is none
     * @param origin who writes, e.g. {@code barkeeper 0 bot0}: begins every subject
     */
    public static PostOffice open(Path folder, Optional<SmtpSettings> settings, String origin, Clock clock) {
        return open(folder, settings, origin, clock, FIRST_WAIT_MILLIS);
    }

    static PostOffice open(
            Path folder, Optional<SmtpSettings> settings, String origin, Clock clock, long firstWaitMillis) {
        PostOffice office = new PostOffice(folder, settings, new LetterWriter(origin), clock, firstWaitMillis);
        if (office.mail.isEmpty()) {
            LOG.info("alerts=log_only to_change=set_alert.mail.to_and_smtp.host");
        } else {
            LOG.info("alerts=mailed server={} waiting={}", settings.get(), office.waiting());
            office.mail.get().clerk().start();
            office.mail.get().carrier().start();
        }
        return office;
    }

    private Mail mail(Path folder, SmtpSettings smtp, long firstWaitMillis) {
        Outbox outbox = Outbox.open(folder);
        Path stateFile = folder.resolve(STATE);
        Postman postman = new Postman(outbox, new Mailer(smtp, clock), folder.resolve(LOCK), firstWaitMillis);
        PostDesk desk = new PostDesk(writer, DeskState.read(stateFile));
        return new Mail(
                stateFile,
                desk,
                outbox,
                postman,
                Daemons.thread("alert-clerk", this::work),
                Daemons.thread("alert-mail", postman));
    }

    @Override
    public void raise(Alert alert) {
        log.raise(alert);
        mail.ifPresent(m -> enqueue(() -> dispatch(m.desk().on(alert, clock.millis())), alert.key()));
    }

    /** Mails a letter whatever else was mailed, e.g. a daily summary. */
    public void post(Letter letter) {
        LOG.info("notice=letter subject=\"{}\"", letter.subject());
        mail.ifPresent(m -> enqueue(() -> dispatch(List.of(letter)), letter.subject()));
    }

    /** Ends the problems of an earlier process that cannot be any more, if they have not ended: told if they were. */
    public void endOpen(List<String> keys, String subject, String text) {
        mail.ifPresent(m -> enqueue(
                () -> {
                    for (String key : keys) {
                        if (m.desk().isOpen(key)) {
                            Alert end = new Alert(Alert.Severity.RECOVERED, key, subject, text);
                            log.raise(end);
                            dispatch(m.desk().on(end, clock.millis()));
                        }
                    }
                },
                "recovered"));
    }

    /** Writes letters in this office's name. */
    public LetterWriter writer() {
        return writer;
    }

    /** How many messages wait for the mail server. */
    public int waiting() {
        return mail.map(m -> m.outbox().size()).orElse(0);
    }

    private void enqueue(Runnable task, String what) {
        if (closing || !queue.offer(task)) {
            LOG.warn("mail=dropped alert={} cause=\"too many at once, or closed\"", what);
        }
    }

    private void work() {
        Mail m = mail.orElseThrow();
        DeskState kept = m.desk().state();
        try {
            while (!closing || !queue.isEmpty()) {
                Runnable task = queue.poll(closing ? 0 : TICK_MILLIS, TimeUnit.MILLISECONDS);
                attempt(task == null ? () -> dispatch(m.desk().onTime(clock.millis())) : task);
                kept = keep(m, kept);
            }
        } catch (InterruptedException e) {
            LOG.warn("mail=ended undecided={}", queue.size());
        }
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("mail=lost cause=\"one letter could not be written\"", e);
        }
    }

    /** What is on the disk now; what it does not take is tried again in a moment. */
    private DeskState keep(Mail m, DeskState kept) {
        DeskState now = m.desk().state();
        if (now.equals(kept)) {
            return kept;
        }
        try {
            now.write(m.stateFile());
            isUnkept = false;
            return now;
        } catch (IOException e) {
            if (!isUnkept) {
                LOG.warn("mail_state=unwritten file={} cause={} now=tried_again", m.stateFile(), e.toString());
            }
            isUnkept = true;
            return kept;
        }
    }

    private void dispatch(List<Letter> letters) {
        for (Letter letter : letters) {
            mail.orElseThrow().outbox().put(Composer.compose(letter, clock.instant()));
        }
    }

    /**
     * Writes what was raised to the outbox, tries for at most five seconds to send it, and ends; what is not sent then is
     * sent by the next process. Closing twice is harmless.
     */
    @Override
    public void close() {
        closing = true;
        mail.ifPresent(m -> {
            queue.offer(() -> {});
            join(m.clerk(), LAST_WRITE_MILLIS);
            m.postman().close();
            join(m.carrier(), LAST_SEND_MILLIS);
            m.carrier().interrupt();
        });
    }

    private static void join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
