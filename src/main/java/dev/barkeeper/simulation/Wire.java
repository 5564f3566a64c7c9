package dev.barkeeper.simulation;

import dev.barkeeper.bitmex.BitmexSettings;
import dev.barkeeper.exchange.Capabilities;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeListener;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.paper.PaperExchange;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperVenue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The adapter and the network between bot and paper venue in virtual time: every request, answer and stream row takes
 * its time and may be lost, late, doubled, reordered or refused on its way. Like the real adapter it sends orders, asks
 * and reads history one call after the other, each kind on a lane of its own, and gives up after the same times. Outlives
 * the bot's process: what was sent arrives although the sender is gone.
 */
final class Wire implements Exchange {
    /** After that long without an answer the adapter says that it does not know. */
    private static final long TIME_OUT_MILLIS = BitmexSettings.READ_TIMEOUT.toMillis();
    /** After that long without a connection the adapter says that nothing was sent. */
    private static final long CONNECT_TIME_OUT_MILLIS = BitmexSettings.CONNECT_TIMEOUT.toMillis();

    private static final long FASTEST_MILLIS = 3;
    private static final long SLOWEST_MILLIS = 60;
    private static final long LATE_MILLIS = 1_500;
    private static final long STORM_MILLIS = 8_000;
    /** A venue takes 120 calls a minute; when all else fails at once some ninety are reads. */
    private static final int MOST_READS_A_MINUTE = 110;
    /** Whatever was on its way about an order has arrived by then. */
    private static final long SETTLED_MILLIS = 30_000;

    private final PaperVenue venue;
    private final long account;
    private final Agenda agenda;
    private final Chance chance;
    private final Trace trace;
    private final Findings findings;
    private final PaperExchange calls;
    private final Stream stream;
    private final Stranger stranger;
    private ExchangeListener listener = report -> {};
    private ExchangeReport answer;
    private Lane trading = new Lane();
    private Lane asking = new Lane();
    private Lane reading = new Lane();
    /** Waits for the next answer of another lane. */
    private Optional<Held> held = Optional.empty();

    /** Orders the venue knows nothing of any more. */
    private final Set<ClientOrderId> forgotten = new HashSet<>();

    private long readsMinute;
    private int reads;
    private long stormUntilMillis;
    private int underWay;

    Wire(PaperVenue venue, long account, Agenda agenda, Chance chance, Trace trace, Findings findings) {
        this.venue = venue;
        this.account = account;
        this.agenda = agenda;
        this.chance = chance;
        this.trace = trace;
        this.findings = findings;
        calls = new PaperExchange(venue, account);
        calls.open(report -> answer = report);
        stream = new Stream(new PaperExchange(venue, account), venue, agenda, chance, this::receive);
        stranger = new Stranger(venue);
    }

    @Override
    public Capabilities capabilities() {
        return calls.capabilities();
    }

    @Override
    public void open(ExchangeListener newListener) {
        listener = newListener;
        emptyLanes();
        stream.start();
    }

    @Override
    public void close() {
        listener = report -> {};
        emptyLanes();
        stream.stop();
    }

    /** What waits there goes with its process; what has begun arrives all the same, and nobody hears the answer. */
    private void emptyLanes() {
        trading = new Lane();
        asking = new Lane();
        reading = new Lane();
    }

    /** Whether nothing is on its way, and nothing was lost that the bot does not know of. */
    boolean isQuiet() {
        return underWay == 0 && trading.isIdle() && asking.isIdle() && reading.isIdle() && stream.isQuiet();
    }

    @Override
    public void submit(OrderRequest request) {
        trading.add(() -> send(request, trading));
    }

    private void send(OrderRequest request, Lane lane) {
        ClientOrderId id = request.id();
        long now = venue.nowMillis();
        if (chance.strikes(FaultKind.SHED_STORM, 0.3, now)) {
            stormUntilMillis = now + STORM_MILLIS;
            chance.extend(FaultKind.SHED_STORM, stormUntilMillis);
        }
        boolean sheddable = !request.closePosition();
        if (chance.strikes(FaultKind.UNREACHABLE, now)) {
            giveUp(
                    CONNECT_TIME_OUT_MILLIS,
                    new ExchangeReport.SubmitRejected(id, RejectReason.NOT_SENT, "no connection"),
                    lane);
        } else if (chance.strikes(FaultKind.REQUEST_LOST, now)) {
            giveUp(TIME_OUT_MILLIS, new ExchangeReport.SubmitUnknown(id, "no answer"), lane);
        } else if (sheddable && (now < stormUntilMillis || chance.strikes(FaultKind.SHED_BEFORE, now))) {
            answer(travel(), new ExchangeReport.SubmitRejected(id, RejectReason.OVERLOADED, "503"), lane);
        } else if (chance.strikes(FaultKind.RATE_LIMITED, now)) {
            answer(travel(), new ExchangeReport.SubmitRejected(id, RejectReason.RATE_LIMITED, "429"), lane);
        } else {
            arrive(() -> submitNow(request), new ExchangeReport.SubmitUnknown(id, "answer lost"), lane);
        }
    }

    private void submitNow(OrderRequest request) {
        boolean opens = !request.reduceOnly() && !request.closePosition();
        if (opens && chance.strikes(FaultKind.PARTIAL_ENTRY, venue.nowMillis())) {
            stranger.leave(request.symbol(), request.side(), chance.between(1, request.contracts() - 1));
        }
        calls.submit(request);
    }

    @Override
    public void cancel(ClientOrderId id, String venueOrderId) {
        trading.add(() -> sendCancel(id, venueOrderId, trading));
    }

    private void sendCancel(ClientOrderId id, String venueOrderId, Lane lane) {
        var unknown = new ExchangeReport.CancelFailed(id, RejectReason.UNKNOWN_OUTCOME, "no answer");
        if (chance.strikes(FaultKind.UNREACHABLE, venue.nowMillis())) {
            giveUp(
                    CONNECT_TIME_OUT_MILLIS,
                    new ExchangeReport.CancelFailed(id, RejectReason.NOT_SENT, "no connection"),
                    lane);
        } else if (chance.strikes(FaultKind.CANCEL_LOST, venue.nowMillis())) {
            giveUp(TIME_OUT_MILLIS, unknown, lane);
        } else {
            arrive(() -> cancelNow(id, venueOrderId), unknown, lane);
        }
    }

    private void cancelNow(ClientOrderId id, String venueOrderId) {
        boolean holds = venue.positions(account).stream().anyMatch(position -> position.contracts() != 0);
        boolean fires = holds && chance.strikes(FaultKind.FILL_DURING_CANCEL, 10, venue.nowMillis());
        venue.faults().fireStopsOnCancel(fires ? 1 : 0);
        calls.cancel(id, venueOrderId);
        venue.faults().fireStopsOnCancel(0);
        if (forgotten.contains(id)) {
            answer = new ExchangeReport.CancelFailed(id, RejectReason.NOT_FOUND, "Not Found");
        }
    }

    @Override
    public void lookUp(ClientOrderId id, String symbol) {
        ask(() -> lookUpNow(id, symbol), new ExchangeReport.LookUpFailed(id, "502"), asking);
    }

    private void lookUpNow(ClientOrderId id, String symbol) {
        calls.lookUp(id, symbol);
        if (forgotten.contains(id)) {
            answer = new ExchangeReport.LookedUp(id, Optional.empty());
        }
    }

    /** The venue has lost the stops that stood for a while, and everybody's stream with them. */
    void forgetStops() {
        long now = venue.nowMillis();
        for (PaperOrder order : venue.openOrders(account)) {
            Optional<ClientOrderId> id = ClientOrderId.parse(order.clOrdId());
            if (order.type().isTriggered() && id.isPresent() && order.createdMillis() < now - SETTLED_MILLIS) {
                forgotten.add(id.get());
                venue.cancel(account, List.of(order.orderId()), List.of(), "forgotten");
            }
        }
        stream.breakOff(FaultKind.VENUE_FORGETS);
    }

    @Override
    public void fetchAccount(String symbol) {
        ask(() -> calls.fetchAccount(symbol), new ExchangeReport.AccountFetchFailed("502"), asking);
    }

    @Override
    public void fetchFills(String symbol, long fromMillis) {
        ask(() -> calls.fetchFills(symbol, fromMillis), new ExchangeReport.FillsFetchFailed("502"), reading);
    }

    /** A read has no effect at the venue: it fails at once or after a long silence. */
    private void ask(Runnable call, ExchangeReport failure, Lane lane) {
        count();
        lane.add(() -> {
            if (chance.strikes(FaultKind.READ_LOST, 0.5, venue.nowMillis())) {
                giveUp(TIME_OUT_MILLIS, failure, lane);
            } else if (chance.strikes(FaultKind.READ_FAILED, venue.nowMillis())) {
                answer(travel(), failure, lane);
            } else {
                atVenue(travel(), () -> {
                    call.run();
                    answer(travel(), answer, lane);
                });
            }
        });
    }

    private void count() {
        long minute = venue.nowMillis() / Bar.MINUTE_MILLIS;
        reads = minute == readsMinute ? reads + 1 : 1;
        readsMinute = minute;
        if (reads == MOST_READS_A_MINUTE + 1) {
            findings.violate("rate", "more than " + MOST_READS_A_MINUTE + " reads in a minute");
        }
    }

    private void arrive(Runnable call, ExchangeReport unknown, Lane lane) {
        long now = venue.nowMillis();
        long extra = chance.strikes(FaultKind.REQUEST_LATE, now) ? chance.between(1, LATE_MILLIS) : 0;
        chance.extend(FaultKind.REQUEST_LATE, now + extra);
        atVenue(travel() + extra, () -> {
            call.run();
            ExchangeReport truth = answer;
            long then = venue.nowMillis();
            if (chance.strikes(FaultKind.ANSWER_LOST, then)) {
                giveUp(TIME_OUT_MILLIS, unknown, lane);
            } else if (chance.strikes(FaultKind.SHED_AFTER, then) || chance.strikes(FaultKind.BAD_GATEWAY, then)) {
                answer(travel(), unknown, lane);
            } else if (held.isEmpty() && chance.strikes(FaultKind.ANSWER_REORDERED, then)) {
                hold(truth, lane);
            } else if (chance.strikes(FaultKind.ANSWER_LATE, then)) {
                answer(chance.between(SLOWEST_MILLIS, LATE_MILLIS), truth, lane);
            } else {
                answer(travel(), truth, lane);
            }
        });
    }

    private void atVenue(long delayMillis, Runnable call) {
        underWay++;
        agenda.at(venue.nowMillis() + delayMillis, () -> {
            underWay--;
            call.run();
        });
    }

    /** Nothing comes: what was lost is at work until the adapter says so. */
    private void giveUp(long delayMillis, ExchangeReport report, Lane lane) {
        chance.extendNewest(venue.nowMillis() + delayMillis);
        answer(delayMillis, report, lane);
    }

    private void answer(long delayMillis, ExchangeReport report, Lane lane) {
        underWay++;
        agenda.at(venue.nowMillis() + delayMillis, () -> {
            underWay--;
            hand(report, lane);
            held.filter(other -> other.lane != lane).ifPresent(this::release);
        });
    }

    /** Not to a process that is not there any more. */
    private void hand(ExchangeReport report, Lane lane) {
        if (lane == trading || lane == asking || lane == reading) {
            receive(report);
            lane.onAnswer();
        }
    }

    /** An answer that another one overtakes. */
    private record Held(ExchangeReport report, Lane lane) {}

    private void hold(ExchangeReport report, Lane lane) {
        Held mine = new Held(report, lane);
        held = Optional.of(mine);
        underWay++;
        long latest = venue.nowMillis() + LATE_MILLIS;
        chance.extend(FaultKind.ANSWER_REORDERED, latest);
        agenda.at(latest, () -> held.filter(still -> still == mine).ifPresent(this::release));
    }

    private void release(Held answered) {
        held = Optional.empty();
        underWay--;
        hand(answered.report, answered.lane);
    }

    private void receive(ExchangeReport report) {
        if (report instanceof ExchangeReport.OrderReported row && isForgotten(row)) {
            return;
        }
        trace.say(venue.nowMillis(), "venue>", report::toString);
        listener.onReport(report);
    }

    private boolean isForgotten(ExchangeReport.OrderReported row) {
        return row.order().clientId().isPresent()
                && forgotten.contains(row.order().clientId().get());
    }

    private long travel() {
        return chance.between(FASTEST_MILLIS, SLOWEST_MILLIS);
    }
}
