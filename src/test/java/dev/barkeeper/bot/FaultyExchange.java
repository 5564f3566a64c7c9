package dev.barkeeper.bot;

import dev.barkeeper.exchange.Capabilities;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeListener;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.OrderRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Breaks what goes through it, from a seed: requests lost, answers lost, shed, late and in another order. */
final class FaultyExchange implements Exchange {
    enum Fault {
        LOST_REQUEST,
        LOST_ANSWER,
        SHED,
        LATE_REPORT,
        LOST_STREAM_ROW,
        FETCH_FAILED
    }

    private final Exchange inner;
    private final Random random;
    private final double rate;
    private final List<ExchangeReport> late = new ArrayList<>();
    final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private ExchangeListener listener = report -> {};
    private boolean swallowAnswer;

    FaultyExchange(Exchange inner, Random random, double rate) {
        this.inner = inner;
        this.random = random;
        this.rate = rate;
    }

    @Override
    public Capabilities capabilities() {
        return inner.capabilities();
    }

    @Override
    public void open(ExchangeListener out) {
        listener = out;
        inner.open(this::relay);
    }

    @Override
    public void submit(OrderRequest request) {
        if (strikes(Fault.LOST_REQUEST)) {
            listener.onReport(new ExchangeReport.SubmitUnknown(request.id(), "lost on the way"));
        } else if (strikes(Fault.SHED)) {
            listener.onReport(new ExchangeReport.SubmitRejected(request.id(), RejectReason.OVERLOADED, "shed"));
        } else if (strikes(Fault.LOST_ANSWER)) {
            swallowAnswer = true;
            inner.submit(request);
            swallowAnswer = false;
            listener.onReport(new ExchangeReport.SubmitUnknown(request.id(), "answer lost"));
        } else {
            inner.submit(request);
        }
    }

    @Override
    public void cancel(ClientOrderId id, String venueOrderId) {
        if (strikes(Fault.LOST_REQUEST)) {
            listener.onReport(new ExchangeReport.CancelFailed(id, RejectReason.UNKNOWN_OUTCOME, "lost"));
        } else {
            inner.cancel(id, venueOrderId);
        }
    }

    @Override
    public void lookUp(ClientOrderId id, String symbol) {
        if (strikes(Fault.FETCH_FAILED)) {
            listener.onReport(new ExchangeReport.LookUpFailed(id, "502"));
        } else {
            inner.lookUp(id, symbol);
        }
    }

    @Override
    public void fetchAccount(String symbol) {
        if (strikes(Fault.FETCH_FAILED)) {
            listener.onReport(new ExchangeReport.AccountFetchFailed("502"));
        } else {
            inner.fetchAccount(symbol);
        }
    }

    @Override
    public void fetchFills(String symbol, long fromMillis) {
        if (strikes(Fault.FETCH_FAILED)) {
            listener.onReport(new ExchangeReport.FillsFetchFailed("502"));
        } else {
            inner.fetchFills(symbol, fromMillis);
        }
    }

    /** Delivers what was held back; true when there was any. */
    boolean deliverLate() {
        List<ExchangeReport> held = new ArrayList<>(late);
        late.clear();
        held.forEach(listener::onReport);
        return !held.isEmpty();
    }

    @Override
    public void close() {
        inner.close();
    }

    private void relay(ExchangeReport report) {
        boolean answer =
                report instanceof ExchangeReport.Acknowledged || report instanceof ExchangeReport.SubmitRejected;
        boolean streamRow = report instanceof ExchangeReport.FillReported
                || report instanceof ExchangeReport.OrderReported
                || report instanceof ExchangeReport.PositionReported;
        if (answer && swallowAnswer) {
            return;
        }
        if (streamRow && strikes(Fault.LOST_STREAM_ROW)) {
            return;
        }
        if ((streamRow || answer) && strikes(Fault.LATE_REPORT)) {
            late.add(random.nextInt(late.size() + 1), report);
            return;
        }
        listener.onReport(report);
    }

    private boolean strikes(Fault fault) {
        boolean strikes = random.nextDouble() < rate;
        if (strikes) {
            injected.merge(fault, 1, Integer::sum);
        }
        return strikes;
    }
}
