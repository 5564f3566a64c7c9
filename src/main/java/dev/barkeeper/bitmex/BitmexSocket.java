package dev.barkeeper.bitmex;

import dev.barkeeper.machine.Daemons;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream of one venue for everybody who listens to it: one connection, so that what happened before a bar is told
 * before the bar; made again whenever it is lost. Thread-safe; listeners are called one at a time, under its lock.
 */
final class BitmexSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BitmexSocket.class);
    private final OkHttpClient client;
    private final BitmexSettings settings;
    private final SocketTimes times;
    private final ServerClock serverClock;
    private final WireWatch watch;
    private final Backoff backoff;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer;
    private SocketLink link;
    private boolean connecting;
    private boolean closed;
    private volatile boolean lockStep;

    BitmexSocket(
            OkHttpClient client, BitmexSettings settings, SocketTimes times, ServerClock serverClock, WireWatch watch) {
        this.client = client;
        this.settings = settings;
        this.times = times;
        this.serverClock = serverClock;
        this.watch = watch;
        this.backoff = new Backoff(settings, RandomGenerator.getDefault());
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, Daemons.named("bitmex-socket"));
        one.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        one.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        this.timer = one;
        one.scheduleWithFixedDelay(this::tick, times.tick(), times.tick(), TimeUnit.MILLISECONDS);
    }

    /** Adds topics; the first ones open the connection, later ones join it. */
    synchronized void add(Subscription subscription) {
        if (closed) {
            throw new IllegalStateException("the stream of " + settings.webSocketUrl() + " is closed");
        }
        subscriptions.add(subscription);
        if (link != null) {
            link.subscribe(subscription);
        } else if (!connecting) {
            connect();
        }
    }

    /** Takes topics away; nothing of them is told any more. */
    synchronized void remove(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    /** Whether the venue waits for us after each bar, as far as it has said so. */
    boolean isLockStep() {
        return lockStep;
    }

    List<Subscription> subscriptions() {
        return subscriptions;
    }

    void onWelcome(boolean venueWaits) {
        lockStep = venueWaits;
    }

    private synchronized void connect() {
        connecting = false;
        if (closed || link != null) {
            return;
        }
        link = new SocketLink(this, settings, times, serverClock, watch);
        subscriptions.forEach(Subscription::restart);
        link.start(client);
    }

    synchronized void onLost(SocketLink lost, String cause, Backoff.Loss loss) {
        if (lost != link || closed) {
            return;
        }
        if (link.isSteady(System.nanoTime())) {
            backoff.steady();
        }
        link = null;
        long delay = backoff.nextMillis(loss);
        LOG.warn("stream lost url={} cause={} reconnectInMillis={}", settings.webSocketUrl(), cause, delay);
        subscriptions.forEach(subscription -> subscription.onLost(cause));
        connecting = true;
        try {
            timer.schedule(this::connect, delay, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed while reconnecting");
        }
    }

    private synchronized void tick() {
        if (link != null) {
            link.tick(System.nanoTime());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.shutdownNow();
        subscriptions.clear();
        if (link != null) {
            link.drop();
            link = null;
        }
    }
}
