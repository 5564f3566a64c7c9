package dev.barkeeper.simulation;

import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.paper.PaperVenue;
import java.util.function.Consumer;

/** The private stream in virtual time: rows in order unless a fault says otherwise; down, half-open and up again. */
final class Stream {
    private static final long FASTEST_MILLIS = 2;
    private static final long SLOWEST_MILLIS = 80;
    private static final long REORDERED_MILLIS = 900;
    private static final long LATEST_FUNDING_MILLIS = 60_000;
    private static final long CONNECT_MILLIS = 250;
    private static final long LONGEST_DOWN_MILLIS = 90_000;
    private static final long LONGEST_HALF_OPEN_MILLIS = 20_000;
    private static final long LATEST_PARTIAL_MILLIS = 5_000;

    private final Exchange rows;
    private final PaperVenue venue;
    private final Agenda agenda;
    private final Chance chance;
    private final Consumer<ExchangeReport> sink;
    private long connection;
    private boolean isUp;
    private boolean isDeaf;
    private long lastArrivalMillis;
    private long lastContracts = Long.MIN_VALUE;
    private int underWay;

    Stream(Exchange rows, PaperVenue venue, Agenda agenda, Chance chance, Consumer<ExchangeReport> sink) {
        this.rows = rows;
        this.venue = venue;
        this.agenda = agenda;
        this.chance = chance;
        this.sink = sink;
    }

    void start() {
        stop();
        connectIn(CONNECT_MILLIS);
    }

    void stop() {
        connection++;
        isUp = false;
        isDeaf = false;
        rows.close();
    }

    boolean isQuiet() {
        return underWay == 0 && isUp && !isDeaf;
    }

    private void connectIn(long delayMillis) {
        long mine = ++connection;
        agenda.at(venue.nowMillis() + delayMillis, () -> {
            if (mine == connection) {
                isUp = true;
                isDeaf = false;
                lastContracts = Long.MIN_VALUE;
                rows.open(this::onRow);
            }
        });
    }

    private void onRow(ExchangeReport report) {
        long now = venue.nowMillis();
        if (isDeaf || (report instanceof ExchangeReport.PositionReported row && isOldNews(row))) {
            return;
        }
        if (report instanceof ExchangeReport.Connected) {
            deliver(now + partialTravel(now), report);
            return;
        }
        if (breaks(now)) {
            return;
        }
        long arrival = Math.max(lastArrivalMillis, now + chance.between(FASTEST_MILLIS, SLOWEST_MILLIS));
        if (report instanceof ExchangeReport.PaymentReported
                && chance.strikes(FaultKind.FUNDING_AT_THE_EDGE, 50, now)) {
            arrival = now + chance.between(FASTEST_MILLIS, LATEST_FUNDING_MILLIS);
            chance.extend(FaultKind.FUNDING_AT_THE_EDGE, arrival);
        } else if (chance.strikes(FaultKind.ROW_REORDERED, now)) {
            arrival = now + chance.between(SLOWEST_MILLIS, REORDERED_MILLIS);
        } else {
            lastArrivalMillis = arrival;
        }
        deliver(arrival, report);
        if (chance.strikes(FaultKind.ROW_DOUBLED, now)) {
            deliver(arrival + chance.between(0, SLOWEST_MILLIS), report);
        }
    }

    /** Rows may overtake what says that the stream is up. */
    private long partialTravel(long now) {
        if (!chance.strikes(FaultKind.PARTIAL_LATE, 3, now)) {
            return FASTEST_MILLIS;
        }
        long travel = chance.between(SLOWEST_MILLIS, LATEST_PARTIAL_MILLIS);
        chance.extend(FaultKind.PARTIAL_LATE, now + travel);
        return travel;
    }

    /** The bot reads nothing but the size from these rows, and they come with every tick. */
    private boolean isOldNews(ExchangeReport.PositionReported row) {
        boolean old = row.position().contracts() == lastContracts;
        lastContracts = row.position().contracts();
        return old;
    }

    private boolean breaks(long now) {
        if (chance.strikes(FaultKind.STREAM_DOWN, 0.3, now)) {
            goDown(now, chance.between(CONNECT_MILLIS, LONGEST_DOWN_MILLIS), FaultKind.STREAM_DOWN);
            return true;
        }
        if (chance.strikes(FaultKind.STREAM_HALF_OPEN, 0.3, now)) {
            isDeaf = true;
            long mine = connection;
            long until = now + chance.between(CONNECT_MILLIS, LONGEST_HALF_OPEN_MILLIS);
            chance.extend(FaultKind.STREAM_HALF_OPEN, until);
            agenda.at(until, () -> {
                if (mine == connection) {
                    goDown(venue.nowMillis(), CONNECT_MILLIS, FaultKind.STREAM_HALF_OPEN);
                }
            });
            return true;
        }
        return false;
    }

    /** Breaks off and comes back at once. */
    void breakOff(FaultKind why) {
        if (isUp) {
            goDown(venue.nowMillis(), CONNECT_MILLIS, why);
        }
    }

    private void goDown(long now, long forMillis, FaultKind why) {
        isUp = false;
        // rows are handed over under the venue's lock, so the stream is let go a moment later
        connectIn(forMillis);
        rows.close();
        chance.extend(why, now + forMillis);
        deliver(now + 1, new ExchangeReport.Disconnected(why.words()));
    }

    private void deliver(long atMillis, ExchangeReport report) {
        long mine = connection;
        underWay++;
        agenda.at(atMillis, () -> {
            underWay--;
            if (mine == connection) {
                sink.accept(report);
            }
        });
    }
}
