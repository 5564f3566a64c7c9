package dev.barkeeper.app.run;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.alert.Alerts;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.ClockSpeed;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.app.notice.DailySummary;
import dev.barkeeper.app.notice.DayBook;
import dev.barkeeper.app.notice.Notices;
import dev.barkeeper.app.notice.StoryTeller;
import dev.barkeeper.bot.BotView;
import dev.barkeeper.bot.Event;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.mail.PostOffice;
import dev.barkeeper.model.E8;
import dev.barkeeper.watchdog.Limits;
import dev.barkeeper.web.BotMeters;
import dev.barkeeper.web.Health;
import dev.barkeeper.web.WebException;
import dev.barkeeper.web.WebServer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody who looks on at a running bot: its beat, notices, day, metrics and health. None of them can hold it up. */
final class Onlookers implements LoopPulse, AutoCloseable {
    static final String START_FAILED = "start.failed";
    /** What keeps a bot from being ready: none of it is wrong any more once it is, and finds nothing wrong itself. */
    static final List<String> OVER_WHEN_READY =
            List.of(START_FAILED, "database.down", "venue.unreachable", "loop.broken", "lease.lost", "stop.missing");

    private static final Logger LOG = LoggerFactory.getLogger(Onlookers.class);
    /** Of venue time. */
    private static final double STALL_SECONDS = 150;

    private final BotSettings settings;
    private final PostOffice office;
    private final Alerts alerts;
    private final LoopPulse beat;
    private final Notices notices;
    private final DayBook day;
    private final BotMeters meters;
    private final Optional<WebServer> web;
    private final Optional<StoryTeller> story;
    private volatile Optional<BotInstance> instance = Optional.empty();
    private boolean isReadyTold;
    private boolean isEndTold;

    /**
     * @param alerts where the core's alerts go
     * @param tellsStory whether {@code say} hears each minute
     */
    Onlookers(
            BotSettings settings,
            InstancePaths paths,
            PostOffice office,
            Alerts alerts,
            LoopPulse beat,
            Consumer<String> say,
            boolean tellsStory) {
        this.settings = settings;
        this.office = office;
        this.alerts = alerts;
        this.beat = beat;
        notices = new Notices(settings.emi(), this::currency, office::raise);
        day = new DayBook(paths.dayFile(), settings.emi());
        meters = new BotMeters(settings.instance(), settings.emi(), settings.symbol(), System::nanoTime);
        meters.gauge("barkeeper.mail.waiting", "messages in the outbox", office::waiting);
        meters.gauge(
                "barkeeper.rate.budget",
                "requests the venue takes before it wants a pause",
                () -> instance.map(BotInstance::requestsLeft).orElse(Double.NaN));
        story = tellsStory ? Optional.of(new StoryTeller(this::currency, say)) : Optional.empty();
        web = settings.httpPort() == 0 ? Optional.empty() : serve(say);
    }

    private Optional<WebServer> serve(Consumer<String> say) {
        try {
            WebServer server = WebServer.start(settings.httpBind(), settings.httpPort(), this::health, meters::page);
            say.accept("health and metrics at http://" + settings.httpBind() + ":" + server.port());
            return Optional.of(server);
        } catch (WebException e) {
            LOG.error("web=none cause=\"{}\"", e.getMessage());
            say.accept(e.getMessage() + "; the bot goes on without");
            return Optional.empty();
        }
    }

    /** An alert of the core's, on the loop's thread. */
    void raise(Alert alert) {
        if (!notices.take(alert)) {
            alerts.raise(alert);
        }
        story.ifPresent(teller -> teller.onAlert(alert));
    }

    void onCommit(Commit commit) {
        meters.onCommit(commit);
        day.onCommit(commit);
        notices.onCommit(commit);
        story.ifPresent(teller -> teller.onCommit(commit));
    }

    @Override
    public void beat(BotView view, boolean ready, long venueMillis) {
        beat.beat(view, ready, venueMillis);
        meters.onView(view);
        day.onView(view);
        notices.onView(view);
        story.ifPresent(teller -> teller.onView(view));
    }

    @Override
    public void arrived(Event event) {
        meters.onArrival(event);
    }

    void onStarted(BotInstance started) {
        instance = Optional.of(started);
    }

    /** Now and then, from outside the loop: what is slow, and what only happens once. */
    void look(long nowMillis) {
        boolean isReady = instance.map(BotInstance::isReady).orElse(false);
        if (isReady && !isEndTold && isWell(view())) {
            isEndTold = true;
            office.endOpen(OVER_WHEN_READY, settings.emi() + ": runs again", "the bot is ready, " + position());
        }
        if (isReady && !isReadyTold) {
            isReadyTold = true;
            notice("bot.started", settings.emi() + ": started, " + position(), facts());
        }
        day.takeFinished()
                .ifPresent(over -> office.post(DailySummary.write(office.writer(), over, currency(), nowMillis)));
        day.keep();
    }

    /** A database that is lost while the bot gets ready is told then, and is not back because the bot is ready. */
    private static boolean isWell(BotView view) {
        return view.troubles().isEmpty() && view.isProtected();
    }

    /** It ended because it was asked to. */
    void onStopped(String leftBehind) {
        notices.flush();
        notice("bot.stopped", settings.emi() + ": stopped, " + position(), leftBehind + "\n" + facts());
    }

    private Health health() {
        if (instance.isEmpty()) {
            return Health.starting("database and venue are not open yet");
        }
        BotInstance now = instance.get();
        ClockSpeed speed = settings.venue().clockSpeed();
        double stall = Math.max(Limits.LEAST_STALL.toSeconds(), STALL_SECONDS / (speed.isMax() ? 1 : speed.factor()));
        return Health.of(
                now.view(),
                new Health.Signs(
                        now.isRunning(), now.isReady(), meters.sinceBarSeconds(), meters.unprotectedSeconds(), stall));
    }

    private void notice(String key, String subject, String text) {
        office.raise(new Alert(Alert.Severity.NOTICE, key, subject, text));
    }

    private String facts() {
        BotView view = view();
        return "strategy: " + settings.strategy() + "\nsymbol: " + settings.symbol() + "\nvenue: "
                + settings.venue().restUrl() + "\nposition: " + position() + "\nstop: "
                + Optional.of(LoopBeat.stopText(view)).filter(s -> !s.isEmpty()).orElse("none") + "\nmode: "
                + view.mode().name().toLowerCase(java.util.Locale.ROOT) + "\nprofit since the start: "
                + view.realisedMinor() + " " + currency() + " before fees of " + view.feesMinor();
    }

    private String position() {
        BotView view = view();
        return view.contracts() == 0
                ? "flat"
                : (view.contracts() > 0 ? "long " : "short ") + Math.abs(view.contracts()) + " at "
                        + E8.toString(view.entryE8());
    }

    private BotView view() {
        return instance.map(BotInstance::view).orElse(BotView.NONE);
    }

    private String currency() {
        return instance.map(BotInstance::currency).orElse("minor units");
    }

    @Override
    public void close() {
        notices.flush();
        day.keep();
        web.ifPresent(WebServer::close);
    }
}
