package dev.barkeeper.web;

import dev.barkeeper.bot.BotView;
import dev.barkeeper.bot.Event;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.execution.Command;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Side;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Counts and times what one bot does, from its commits and views, for Prometheus. The core knows nothing of it. Told on
 * the loop's thread (arrivals on the scraper's), read on any.
 */
public final class BotMeters {
    private static final int MAX_UNANSWERED = 200;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String ORDERS = "barkeeper.orders";
    private static final String LEG = "leg";
    private static final String ENTRY = "entry";
    private static final String STOP = "stop";
    private static final String LEAVE = "leave";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LongSupplier nanoTime;
    private final Counter bars;
    private final Counter synthetic;
    private final Counter decisions;
    private final Counter reconnects;
    private final Counter databaseErrors;
    private final Timer barToRequest;
    private final Timer requestToAnswer;
    private final Map<ClientOrderId, Long> unanswered = new LinkedHashMap<>();
    private final Protection protection;
    private boolean hasConnected;
    private volatile BotView view = BotView.NONE;
    private volatile long lastBarNanos;
    private volatile long arrivedNanos;
    private volatile long arrivedBarMillis;
    private volatile boolean isArrivalTimed = true;

    /**
     * @param nanoTime a monotonic clock
     */
    public BotMeters(int instance, String emi, String symbol, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        lastBarNanos = nanoTime.getAsLong();
        protection = new Protection(nanoTime);
        registry.config()
                .commonTags(Tags.of("instance_number", Integer.toString(instance), "bot", emi, "symbol", symbol));
        bars = counter("barkeeper.bars", "minute bars taken in");
        decisions = counter("barkeeper.decisions", "bars decided on");
        synthetic = counter("barkeeper.synthetic.decisions", "times the position moved from outside");
        reconnects = counter("barkeeper.reconnects", "times the private stream came up again");
        databaseErrors = counter("barkeeper.database.errors", "times the database stopped to answer");
        barToRequest = timer("barkeeper.bar.to.request", "from a bar's arrival to its order leaving, commit included");
        requestToAnswer = timer("barkeeper.request.to.answer", "from an order leaving to the venue's answer");
        announce();
        gauges();
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** A counter that never counted is on the page too. */
    private void announce() {
        for (Side side : Side.values()) {
            fills(side);
        }
        for (RejectReason reason : RejectReason.values()) {
            rejects(reason);
        }
        for (String leg : new String[] {ENTRY, STOP, LEAVE}) {
            registry.counter(ORDERS, LEG, leg);
        }
    }

    private Counter fills(Side side) {
        return registry.counter("barkeeper.fills", "side", side.name().toLowerCase(Locale.ROOT));
    }

    private Counter rejects(RejectReason reason) {
        return registry.counter("barkeeper.rejects", "reason", reason.name().toLowerCase(Locale.ROOT));
    }

    private void gauges() {
        gauge("barkeeper.position.contracts", "signed", () -> view.contracts());
        gauge("barkeeper.protected", "1: flat, or behind a verified stop", () -> view.isProtected() ? 1 : 0);
        gauge("barkeeper.connected", "1: the private stream is up", () -> view.isConnected() ? 1 : 0);
        gauge("barkeeper.trading", "1: entries are allowed", () -> view.mode() == BotMode.TRADING ? 1 : 0);
        gauge(
                "barkeeper.realised.minor",
                "profit since the start, before fees, minor units",
                () -> view.realisedMinor());
        gauge("barkeeper.fees.minor", "fees since the start, minor units", () -> view.feesMinor());
        gauge("barkeeper.seconds.since.bar", "since the last bar came, or since the start", this::sinceBarSeconds);
        FunctionCounter.builder("barkeeper.unprotected.seconds", protection, Protection::totalSeconds)
                .description("time a position was without a verified stop")
                .register(registry);
    }

    /** Something of this process that is read when it is asked for, e.g. the rate budget. */
    public void gauge(String name, String description, DoubleSupplier value) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** An event is handed to the bot; on the thread that brings it. */
    public void onArrival(Event event) {
        if (event instanceof Event.BarArrived bar && bar.newest()) {
            arrivedBarMillis = bar.bar().closeMillis();
            arrivedNanos = nanoTime.getAsLong();
            isArrivalTimed = false;
        }
    }

    /** What an event changed; before its requests leave. */
    public void onCommit(Commit commit) {
        for (JournalEntry entry : commit.journal()) {
            if (entry.payload() instanceof Event event) {
                onEvent(event);
            } else if (entry.payload() instanceof Command.Submit submit) {
                onSubmit(submit);
            }
        }
        for (int i = 0; i + 1 < commit.decisions().size(); i += 2) {
            Decision decision = commit.decisions().get(i);
            (decision.synthetic() ? synthetic : decisions).increment();
        }
        commit.fills().forEach(fill -> fills(fill.side()).increment());
    }

    /** How the bot is after that event. */
    public void onView(BotView newest) {
        view = newest;
        protection.onLook(newest.isProtected());
        // what leaves after the bar is settled is no answer to it
        isArrivalTimed |= newest.isSettled() && newest.lastDecidedMillis() >= arrivedBarMillis;
    }

    /** Since the last bar came, or since the start. */
    public double sinceBarSeconds() {
        return (nanoTime.getAsLong() - lastBarNanos) / NANOS_PER_SECOND;
    }

    /** For how long the position has been without a verified stop, 0 when it is not. */
    public double unprotectedSeconds() {
        return protection.runningSeconds();
    }

    /** The page in Prometheus' text format. */
    public String page() {
        return registry.scrape();
    }

    private void onEvent(Event event) {
        if (event instanceof Event.BarArrived) {
            bars.increment();
            lastBarNanos = nanoTime.getAsLong();
        } else if (event instanceof Event.StoreChanged changed && !changed.available()) {
            databaseErrors.increment();
        } else if (event instanceof Event.Reported reported) {
            onReport(reported.report());
        }
    }

    private void onReport(ExchangeReport report) {
        if (report instanceof ExchangeReport.Connected) {
            if (hasConnected) {
                reconnects.increment();
            }
            hasConnected = true;
        } else if (report instanceof ExchangeReport.Acknowledged ack) {
            onAnswer(ack.id());
        } else if (report instanceof ExchangeReport.SubmitRejected rejected) {
            onAnswer(rejected.id());
            rejects(rejected.reason()).increment();
        }
    }

    private void onSubmit(Command.Submit submit) {
        var request = submit.request();
        String leg = submit.isEntry() ? ENTRY : request.type().isTriggered() ? STOP : LEAVE;
        registry.counter(ORDERS, LEG, leg).increment();
        long now = nanoTime.getAsLong();
        if (!isArrivalTimed && !request.type().isTriggered()) {
            barToRequest.record(Duration.ofNanos(now - arrivedNanos));
            isArrivalTimed = true;
        }
        unanswered.put(request.id(), now);
        if (unanswered.size() > MAX_UNANSWERED) {
            unanswered.remove(unanswered.keySet().iterator().next());
        }
    }

    private void onAnswer(ClientOrderId id) {
        Long sent = unanswered.remove(id);
        if (sent != null) {
            requestToAnswer.record(Duration.ofNanos(nanoTime.getAsLong() - sent));
        }
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
    }
}
