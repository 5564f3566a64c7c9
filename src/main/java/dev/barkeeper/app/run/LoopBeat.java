package dev.barkeeper.app.run;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.bot.BotView;
import dev.barkeeper.machine.ProcessId;
import dev.barkeeper.model.E8;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.BeatFile;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the bot's beat: once a second from the loop's own thread while there is a loop, so that a hung loop falls
 * silent; before and after it, when something is to be told. Thread-safe.
 */
final class LoopBeat implements LoopPulse, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopBeat.class);
    private static final long EVERY_NANOS = 1_000_000_000L;
    private static final long DAY_MILLIS = 86_400_000L;

    private final BotSettings settings;
    private final Clock clock;
    private final BeatFile file;
    private final ProcessId self = ProcessId.self();
    private Optional<Beat.State> ending = Optional.empty();
    private Optional<BotView> last = Optional.empty();
    private volatile long beatNanos = System.nanoTime() - EVERY_NANOS;
    private long number;
    private long venueMillis;
    private long dayMillis;
    private long dayBaseMinor;
    private boolean dayNoted;
    private boolean unwritten;

    LoopBeat(BotSettings settings, InstancePaths paths, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        file = new BeatFile(paths.statusFile());
        // the day's profit goes on over a restart
        BeatFile.read(paths.statusFile()).ifPresent(before -> {
            dayMillis = before.dayMillis();
            dayBaseMinor = -before.profitToday();
        });
    }

    @Override
    public void beat(BotView view, boolean ready, long venueMillis) {
        if (System.nanoTime() - beatNanos >= EVERY_NANOS) {
            write(view, ready, venueMillis);
        }
    }

    /** How long the loop has been silent. */
    long silentMillis() {
        return (System.nanoTime() - beatNanos) / 1_000_000;
    }

    private synchronized void write(BotView view, boolean ready, long nowMillis) {
        beatNanos = System.nanoTime();
        venueMillis = nowMillis;
        noteDay(view);
        last = Optional.of(view);
        Beat.State state = ending.orElse(ready ? stateOf(view) : Beat.State.STARTING);
        String detail = ending.isPresent()
                ? "finishing what is in flight"
                : ready ? String.join("; ", view.troubles()) : "connecting, reconciling, filling gaps";
        write(state, detail);
    }

    /** From outside the loop. */
    synchronized void tell(Beat.State state, String detail) {
        if (state.isAskedToEnd()) {
            ending = Optional.of(state);
        }
        write(state, detail);
    }

    private static Beat.State stateOf(BotView view) {
        return switch (view.mode()) {
            case TRADING -> Beat.State.TRADING;
            case PAUSED -> Beat.State.PAUSED;
            case FLATTENED -> Beat.State.FLATTENED;
        };
    }

    /** The first look of a process that knows the day settles what it had before. */
    private void noteDay(BotView view) {
        if (venueMillis == 0) {
            return;
        }
        long net = view.realisedMinor() - view.feesMinor();
        long today = venueMillis - Math.floorMod(venueMillis, DAY_MILLIS);
        if (today != dayMillis) {
            dayMillis = today;
            dayBaseMinor = net;
        } else if (!dayNoted) {
            dayBaseMinor += net;
        }
        dayNoted = true;
    }

    private void write(Beat.State state, String detail) {
        number++;
        try {
            file.write(beatOf(state, detail));
            unwritten = false;
        } catch (IOException | RuntimeException e) {
            if (!unwritten) {
                LOG.error("beat=unwritten instance={} cause={}", settings.instance(), e.toString());
            }
            unwritten = true;
        }
    }

    private Beat beatOf(Beat.State state, String detail) {
        return new Beat(
                number,
                settings.instance(),
                settings.emi(),
                settings.symbol(),
                self.pid(),
                self.mark(),
                clock.millis(),
                state,
                detail,
                last.map(BotView::lastDecidedMillis).orElse(0L),
                venueMillis,
                last.map(BotView::contracts).orElse(0L),
                last.filter(v -> v.contracts() != 0)
                        .map(v -> E8.toString(v.entryE8()))
                        .orElse(""),
                last.map(LoopBeat::stopText).orElse(""),
                last.map(BotView::isProtected).orElse(false),
                last.map(BotView::openOrders).orElse(0),
                last.filter(v -> dayNoted)
                                .map(v -> v.realisedMinor() - v.feesMinor())
                                .orElse(0L)
                        - dayBaseMinor,
                dayMillis,
                last.map(BotView::troubles).orElse(List.of()),
                number);
    }

    static String stopText(BotView view) {
        return view.stop()
                .map(stop -> stop.side() + " " + stop.leavesContracts() + " "
                        + stop.type().text() + " at " + E8.toString(stop.triggerE8()))
                .orElse("");
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("beat=unclosed cause={}", e.toString());
        }
    }
}
