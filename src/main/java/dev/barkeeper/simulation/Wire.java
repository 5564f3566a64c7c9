package dev.barkeeper.simulation;

import dev.barkeeper.exchange.Capabilities;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeListener;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.paper.PaperExchange;
import dev.barkeeper.paper.PaperVenue;

/**
 * The network between bot and paper venue in virtual time: every request, answer and stream row takes its time and may
 * be lost, late, doubled, reordered or refused on its way. Outlives the bot's process: what was sent arrives although
 * the sender is gone.
 */
final class Wire implements Exchange {
    /** After that long without an answer the adapter says that it does not know. */
    static final long TIME_OUT_MILLIS = 2_500;

    private static final long FASTEST_MILLIS = 3;
    private static final long SLOWEST_MILLIS = 60;
    private static final long LATE_MILLIS = 1_500;
    private static final long STORM_MILLIS = 8_000;

    private final PaperVenue venue;
    private final Agenda agenda;
    private final Chance chance;
    private final Trace trace;
    private final PaperExchange calls;
    private final Stream stream;
    private ExchangeListener listener = report -> {};
    private ExchangeReport answer;
    private long process;
    private long stormUntilMillis;
    private int underWay;

    Wire(PaperVenue venue, long account, Agenda agenda, Chance chance, Trace trace) {
        this.venue = venue;
        this.agenda = agenda;
        this.chance = chance;
        this.trace = trace;
        calls = new PaperExchange(venue, account);
        calls.open(report -> answer = report);
        stream = new Stream(new PaperExchange(venue, account), venue, agenda, chance, this::receive);
    }

    @Override
    public Capabilities capabilities() {
        return calls.capabilities();
    }

    @Override
    public void open(ExchangeListener newListener) {
        process++;
        listener = newListener;
        stream.start();
    }

    @Override
    public void close() {
        process++;
        listener = report -> {};
        stream.stop();
    }

    /** Whether nothing is on its way, and nothing was lost that the bot does not know of. */
    boolean isQuiet() {
        return underWay == 0 && stream.isQuiet();
    }

    @Override
    public void submit(OrderRequest request) {
        ClientOrderId id = request.id();
        long now = venue.nowMillis();
        if (chance.strikes(FaultKind.SHED_STORM, 0.3, now)) {
            stormUntilMillis = now + STORM_MILLIS;
            chance.extend(FaultKind.SHED_STORM, stormUntilMillis);
        }
        boolean sheddable = !request.closePosition();
        if (chance.strikes(FaultKind.REQUEST_LOST, now)) {
            answer(TIME_OUT_MILLIS, new ExchangeReport.SubmitUnknown(id, "no answer"));
        } else if (sheddable && (now < stormUntilMillis || chance.strikes(FaultKind.SHED_BEFORE, now))) {
            answer(travel(), new ExchangeReport.SubmitRejected(id, RejectReason.OVERLOADED, "503"));
        } else if (chance.strikes(FaultKind.RATE_LIMITED, now)) {
            answer(travel(), new ExchangeReport.SubmitRejected(id, RejectReason.RATE_LIMITED, "429"));
        } else {
            arrive(() -> calls.submit(request), new ExchangeReport.SubmitUnknown(id, "answer lost"));
        }
    }

    @Override
    public void cancel(ClientOrderId id, String venueOrderId) {
        var unknown = new ExchangeReport.CancelFailed(id, RejectReason.UNKNOWN_OUTCOME, "no answer");
        if (chance.strikes(FaultKind.CANCEL_LOST, venue.nowMillis())) {
            answer(TIME_OUT_MILLIS, unknown);
        } else {
            arrive(() -> calls.cancel(id, venueOrderId), unknown);
        }
    }

    @Override
    public void lookUp(ClientOrderId id, String symbol) {
        read(() -> calls.lookUp(id, symbol), new ExchangeReport.LookUpFailed(id, "502"));
    }

    @Override
    public void fetchAccount(String symbol) {
        read(() -> calls.fetchAccount(symbol), new ExchangeReport.AccountFetchFailed("502"));
    }

    @Override
    public void fetchFills(String symbol, long fromMillis) {
        read(() -> calls.fetchFills(symbol, fromMillis), new ExchangeReport.FillsFetchFailed("502"));
    }

    /** A read has no effect at the venue, so one fault stands for all the ways it can fail. */
    private void read(Runnable call, ExchangeReport failure) {
        if (chance.strikes(FaultKind.READ_FAILED, venue.nowMillis())) {
            answer(travel(), failure);
            return;
        }
        atVenue(travel(), () -> {
            call.run();
            answer(travel(), answer);
        });
    }

    private void arrive(Runnable call, ExchangeReport unknown) {
        long now = venue.nowMillis();
        long extra = chance.strikes(FaultKind.REQUEST_LATE, now) ? chance.between(1, LATE_MILLIS) : 0;
        chance.extend(FaultKind.REQUEST_LATE, now + extra);
        atVenue(travel() + extra, () -> {
            call.run();
            ExchangeReport truth = answer;
            long then = venue.nowMillis();
            if (chance.strikes(FaultKind.ANSWER_LOST, then)) {
                answer(TIME_OUT_MILLIS, unknown);
            } else if (chance.strikes(FaultKind.SHED_AFTER, then) || chance.strikes(FaultKind.BAD_GATEWAY, then)) {
                answer(travel(), unknown);
            } else if (chance.strikes(FaultKind.ANSWER_LATE, then)) {
                answer(chance.between(SLOWEST_MILLIS, LATE_MILLIS), truth);
            } else {
                answer(travel(), truth);
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

    private void answer(long delayMillis, ExchangeReport report) {
        long sender = process;
        underWay++;
        agenda.at(venue.nowMillis() + delayMillis, () -> {
            underWay--;
            if (sender == process) {
                receive(report);
            }
        });
    }

    private void receive(ExchangeReport report) {
        trace.say(venue.nowMillis(), "venue>", report::toString);
        listener.onReport(report);
    }

    private long travel() {
        return chance.between(FASTEST_MILLIS, SLOWEST_MILLIS);
    }
}
