package dev.barkeeper.app.notice;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barkeeper.bot.BotView;
import dev.barkeeper.execution.Command;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.machine.WholeFile;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.PositionRow;
import dev.barkeeper.model.RequestState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts a bot's day from its commits, in a small file over restarts. The loop's thread tells it; any other takes the
 * finished days and has it written. Thread-safe.
 */
public final class DayBook {
    private static final Logger LOG = LoggerFactory.getLogger(DayBook.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long DAY_MILLIS = 86_400_000L;
    private static final long POINT_EVERY_MILLIS = 300_000L;
    private static final int MAX_FINISHED = 7;

    private final Path file;
    private final String emi;
    private final List<Day.Point> equity = new ArrayList<>();
    private final Deque<Day> finished = new ArrayDeque<>();
    private long dayMillis;
    private int decisions;
    private int synthetic;
    private int orders;
    private int fills;
    private int roundTrips;
    private int stopsHit;
    private int failed;
    private long realisedMinor;
    private long feesMinor;
    private long fundingMinor;
    private BotView view = BotView.NONE;
    private boolean changed;

    /** Takes up the day where an earlier process left it. */
    public DayBook(Path file, String emi) {
        this.file = file;
        this.emi = emi;
        begin(read(file));
    }

    /** What an event changed. */
    public synchronized void onCommit(Commit commit) {
        for (int i = 0; i + 1 < commit.decisions().size(); i += 2) {
            Decision decision = commit.decisions().get(i);
            turnTo(decision.barMillis());
            decisions += decision.synthetic() ? 0 : 1;
            synthetic += decision.synthetic() ? 1 : 0;
            changed = true;
        }
        for (JournalEntry entry : commit.journal()) {
            orders += entry.payload() instanceof Command.Submit ? 1 : 0;
        }
        for (OrderTicket ticket : commit.tickets()) {
            failed += ticket.state() == RequestState.REJECTED ? 1 : 0;
        }
        for (Fill fill : commit.fills()) {
            boolean own =
                    fill.clientId().isPresent() && fill.clientId().get().emi().equals(emi);
            fills += own ? 1 : 0;
            stopsHit += own && fill.orderType().isTriggered() ? 1 : 0;
        }
        for (Payment payment : commit.payments()) {
            fundingMinor += payment.amountMinor();
        }
        commit.positions().forEach(this::mark);
    }

    /** How the bot is after that event. */
    public synchronized void onView(BotView newest) {
        realisedMinor += newest.realisedMinor() - view.realisedMinor();
        feesMinor += newest.feesMinor() - view.feesMinor();
        if (view.contracts() != 0 && Long.signum(newest.contracts()) != Long.signum(view.contracts())) {
            roundTrips++;
        }
        view = newest;
    }

    /** The running day. */
    public synchronized Day today() {
        return new Day(
                dayMillis,
                decisions,
                synthetic,
                orders,
                fills,
                roundTrips,
                stopsHit,
                failed,
                realisedMinor,
                feesMinor,
                fundingMinor,
                equity);
    }

    /** A day that is over, once. */
    public synchronized Optional<Day> takeFinished() {
        return Optional.ofNullable(finished.poll());
    }

    /** Writes the running day down if a bar came since; not for the loop's thread. */
    public void keep() {
        Day day;
        synchronized (this) {
            if (!changed) {
                return;
            }
            changed = false;
            day = today();
        }
        try {
            WholeFile.write(file, JSON.writeValueAsString(day));
        } catch (IOException e) {
            LOG.warn("day=unwritten file={} cause={}", file, e.toString());
        }
    }

    /** A bar belongs to the day it began in: the one that ends at midnight is the last of its day. */
    private void turnTo(long barMillis) {
        long day = Math.floorDiv(barMillis - 1, DAY_MILLIS) * DAY_MILLIS;
        if (day <= dayMillis) {
            return;
        }
        if (dayMillis > 0 && decisions > 0) {
            finished.addLast(today());
            if (finished.size() > MAX_FINISHED) {
                finished.removeFirst();
            }
        }
        begin(new Day(day, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of()));
    }

    private void begin(Day day) {
        dayMillis = day.dayMillis();
        decisions = day.decisions();
        synthetic = day.synthetic();
        orders = day.orders();
        fills = day.fills();
        roundTrips = day.roundTrips();
        stopsHit = day.stopsHit();
        failed = day.failed();
        realisedMinor = day.realisedMinor();
        feesMinor = day.feesMinor();
        fundingMinor = day.fundingMinor();
        equity.clear();
        equity.addAll(day.equity());
    }

    private void mark(PositionRow row) {
        long profit = realisedMinor - feesMinor - fundingMinor + row.position().unrealisedPnlMinor();
        int last = equity.size() - 1;
        boolean sameSlot =
                last > 0 && equity.get(last).barMillis() / POINT_EVERY_MILLIS == row.barMillis() / POINT_EVERY_MILLIS;
        Day.Point point = new Day.Point(row.barMillis(), profit);
        if (sameSlot) {
            equity.set(last, point);
        } else {
            equity.add(point);
        }
    }

    private static Day read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), Day.class);
        } catch (NoSuchFileException e) {
            return Day.NONE;
        } catch (IOException e) {
            LOG.warn("day=unreadable file={} cause={} now=starts_empty", file, e.toString());
            return Day.NONE;
        }
    }
}
