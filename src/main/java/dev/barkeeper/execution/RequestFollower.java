package dev.barkeeper.execution;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.RequestState;
import java.util.List;
import java.util.Optional;

/**
 * Follows each request until its fate is known. An entry lapses with its bar; a leave, a stop and a flatten are pursued.
 * Whatever may have arrived is looked up by its client id before it is sent again, and then under the same id, so that
 * the venue's refusal of a duplicate is the second net.
 */
public final class RequestFollower {
    static final int MAX_RETRIES = 5;
    /** So often a stop was sent and not seen, lately a second apart, that the position is not held for it any longer. */
    private static final int RETRIES_UNTIL_FLAT = 10;

    static final long OVERLOAD_WAIT_MILLIS = 500;
    static final long AGAIN_MILLIS = 1_000;
    private static final String UNKNOWN_THERE = "the venue does not know it any more";

    private final OrderTracker tracker;

    public RequestFollower(OrderTracker tracker) {
        this.tracker = tracker;
    }

    /**
     * What decides whether a request that did not arrive is sent again.
     *
     * @param contracts the bot's signed position: without one a leave or stop is not needed any more
     * @param mayEnter false when a person has said meanwhile that nothing is to be entered
     */
    public record Wanted(long contracts, boolean mayEnter) {}

    /**
     * The venue's word on an order, of the stream or in answer to its request, whichever comes first; the order itself is
     * still to be taken in.
     *
     * @param isAnswer whether it answers the request, or a question after one whose answer was lost
     * @return what it means that the order died on arrival, or that a stop is live as another one than was asked for; NONE
     *     when neither is so, or when that was said before
     */
    public FollowUp onWord(ClientOrderId id, Order order, boolean isAnswer) {
        return tracker.tracked(id).map(t -> FirstWord.of(t, order, isAnswer)).orElse(FollowUp.NONE);
    }

    /** A submit was surely not executed. */
    public FollowUp onRejected(ExchangeReport.SubmitRejected report, List<Command> out, long nowMillis) {
        Optional<Tracked> found = tracker.tracked(report.id());
        if (report.reason() != RejectReason.DUPLICATE_ID) {
            // what a duplicate means its look-up answers
            found.ifPresent(Tracked::onAnswered);
        }
        if (found.isEmpty() || !found.get().ticket().state().isOpenQuestion()) {
            return report.reason() == RejectReason.NOTHING_TO_REDUCE ? FollowUp.DOUBT_POSITION : FollowUp.NONE;
        }
        Tracked tracked = found.get();
        Leg leg = tracked.ticket().leg();
        String note = report.reason() + " " + report.message();
        return switch (report.reason()) {
            case OVERLOADED, RATE_LIMITED -> retryShed(tracked, report.reason(), note, out, nowMillis);
            case DUPLICATE_ID -> {
                unknown(tracked, note, out, nowMillis);
                yield FollowUp.NONE;
            }
            case NOTHING_TO_REDUCE -> {
                tracker.change(tracked, RequestState.REJECTED, note, nowMillis);
                yield FollowUp.DOUBT_POSITION;
            }
            case NOT_SENT, UNAUTHORISED, EXPIRED -> pursueOrFail(tracked, note, out, nowMillis);
            case INSUFFICIENT_FUNDS, INVALID, NOT_FOUND, ALREADY_DONE, UNKNOWN_OUTCOME, OTHER -> {
                if (leg == Leg.FLATTEN) {
                    yield pursueOrFail(tracked, note, out, nowMillis);
                }
                tracker.change(tracked, RequestState.REJECTED, note, nowMillis);
                yield leg.isEntry() ? FollowUp.ENTRY_FAILED : leg == Leg.STOP ? FollowUp.WIDEN_STOP : FollowUp.FLATTEN;
            }
        };
    }

    /** Whether a submit arrived is not known; where the stream has told of its order before, that is the answer. */
    public FollowUp onUnknown(ExchangeReport.SubmitUnknown report, List<Command> out, long nowMillis) {
        Optional<Tracked> found = tracker.tracked(report.id());
        if (found.isPresent() && found.get().ticket().state().isOpenQuestion()) {
            unknown(found.get(), report.cause(), out, nowMillis);
            return FollowUp.NONE;
        }
        boolean isTold = found.isPresent() && found.get().hasOrder();
        return isTold ? onWord(report.id(), found.get().order(), true) : FollowUp.NONE;
    }

    /**
     * The answer to a look-up.
     *
     * @param now what decides whether one that is not there is still wanted
     */
    public FollowUp onLookedUp(ExchangeReport.LookedUp report, Wanted now, List<Command> out, long nowMillis) {
        Optional<Tracked> found = tracker.tracked(report.id());
        if (found.isEmpty()) {
            return FollowUp.NONE;
        }
        Tracked tracked = found.get();
        // a word of the venue that came after the question is newer than its answer
        boolean isNewest = tracked.isLookUpRunning();
        tracked.lookUpFailures = 0;
        tracked.onLookedUp();
        if (report.order().isPresent()) {
            Order order = report.order().get();
            FollowUp word = onWord(report.id(), order, true);
            // a venue that gives another order under our id is not to be trusted blindly
            boolean isOther = !order.answers(tracked.ticket().request());
            tracked.setCancelRequested(false);
            tracker.onOrder(order, nowMillis);
            return word == FollowUp.NONE && isOther ? FollowUp.RECONCILE : word;
        }
        if (tracked.ticket().state().isOpenQuestion()) {
            return notThere(tracked, now, out, nowMillis);
        }
        return isNewest ? forgotten(tracked, nowMillis) : FollowUp.NONE;
    }

    public void onLookUpFailed(ExchangeReport.LookUpFailed report, List<Command> out, long nowMillis) {
        tracker.tracked(report.id()).ifPresent(t -> {
            t.onLookUpFailed();
            // one that was lost has taken its time, and a stop may wait for it
            long wait = t.lookUpFailures++ == 0 ? 0 : AGAIN_MILLIS;
            out.add(new Command.LookUpAt(report.id(), nowMillis + wait));
        });
    }

    public void onCancelFailed(ExchangeReport.CancelFailed report, List<Command> out, long nowMillis) {
        tracker.tracked(report.id()).ifPresent(t -> {
            boolean ended = report.reason() == RejectReason.ALREADY_DONE
                    || report.reason() == RejectReason.NOT_FOUND
                    || report.reason() == RejectReason.UNKNOWN_OUTCOME;
            if (ended) {
                out.add(lookUp(t));
            } else {
                t.onWaiting();
                out.add(new Command.LookUpAt(report.id(), nowMillis + OVERLOAD_WAIT_MILLIS));
            }
        });
    }

    /** The time to try a request again has come. */
    public FollowUp onRetryDue(ClientOrderId id, Wanted now, List<Command> out, long nowMillis) {
        Optional<Tracked> found = tracker.tracked(id);
        if (found.isEmpty()
                || found.get().ticket().state() != RequestState.PLANNED
                || !found.get().isWaiting()) {
            return FollowUp.NONE;
        }
        Tracked tracked = found.get();
        tracked.onAlarmOver();
        return sendAgain(tracked, now, out, nowMillis);
    }

    /** The time to look an order up again has come. */
    public void onLookUpDue(ClientOrderId id, List<Command> out) {
        tracker.tracked(id).filter(t -> !t.isLookUpRunning()).ifPresent(t -> out.add(lookUp(t)));
    }

    /** Looks up whatever is in doubt and has nobody asking for it yet. */
    public void askForDoubts(List<Command> out) {
        if (!tracker.standing().hasDoubt()) {
            return;
        }
        for (Tracked tracked : tracker.undone()) {
            boolean doubtful = tracked.ticket().state() == RequestState.UNKNOWN;
            if (doubtful && !tracked.isLookUpRunning() && !tracked.isWaiting()) {
                out.add(lookUp(tracked));
            }
        }
    }

    /**
     * Working tickets that the venue did not list as open have ended: how, a look-up tells. Where that does not settle it,
     * the next one waits a second: each answer has the account read again.
     */
    public void onOpenOrders(List<Order> open, List<Command> out, long nowMillis) {
        for (Tracked tracked : tracker.undone()) {
            if (tracked.ticket().state() != RequestState.WORKING) {
                continue;
            }
            if (lists(open, tracked.ticket().id())) {
                tracked.timesUnlisted = 0;
            } else if (!tracked.isLookUpRunning() && !tracked.isWaiting()) {
                askForUnlisted(tracked, out, nowMillis);
            }
        }
    }

    private void askForUnlisted(Tracked tracked, List<Command> out, long nowMillis) {
        if (tracked.timesUnlisted++ == 0) {
            out.add(lookUp(tracked));
        } else {
            tracked.onWaiting();
            out.add(new Command.LookUpAt(tracked.ticket().id(), nowMillis + AGAIN_MILLIS));
        }
    }

    private static boolean lists(List<Order> open, ClientOrderId id) {
        for (Order order : open) {
            if (order.clientId().isPresent() && order.clientId().get().equals(id)) {
                return true;
            }
        }
        return false;
    }

    private FollowUp retryShed(Tracked tracked, RejectReason reason, String note, List<Command> out, long nowMillis) {
        Leg leg = tracked.ticket().leg();
        boolean pursuedForever = leg == Leg.FLATTEN;
        if (tracked.retries++ < MAX_RETRIES || pursuedForever) {
            tracker.change(tracked, RequestState.PLANNED, note, nowMillis);
            tracked.onWaiting();
            long wait = reason == RejectReason.RATE_LIMITED ? AGAIN_MILLIS : OVERLOAD_WAIT_MILLIS;
            out.add(new Command.RetryAt(tracked.ticket().id(), nowMillis + wait));
            return FollowUp.NONE;
        }
        tracker.change(tracked, RequestState.LAPSED, "given up: " + note, nowMillis);
        return leg.isEntry() ? FollowUp.ENTRY_FAILED : FollowUp.FLATTEN;
    }

    private FollowUp pursueOrFail(Tracked tracked, String note, List<Command> out, long nowMillis) {
        if (tracked.ticket().leg().isEntry()) {
            tracker.change(tracked, RequestState.REJECTED, note, nowMillis);
            return FollowUp.ENTRY_FAILED;
        }
        tracker.change(tracked, RequestState.PLANNED, note, nowMillis);
        tracked.onWaiting();
        // one that found no connection has taken its time, and a position may stand bare
        long wait = tracked.triesWithoutArrival++ == 0 ? 0 : AGAIN_MILLIS;
        out.add(new Command.RetryAt(tracked.ticket().id(), nowMillis + wait));
        return FollowUp.NONE;
    }

    /** An order that rested at the venue: gone when two lists and two look-ups, a second apart, do not know it. */
    private FollowUp forgotten(Tracked tracked, long nowMillis) {
        if (tracked.ticket().state() != RequestState.WORKING || tracked.timesUnlisted < 2) {
            return FollowUp.NONE;
        }
        tracker.changeToGone(tracked, UNKNOWN_THERE, nowMillis);
        return FollowUp.RECONCILE;
    }

    private FollowUp notThere(Tracked tracked, Wanted now, List<Command> out, long nowMillis) {
        if (!tracked.ticket().venueOrderId().isEmpty()) {
            tracker.changeToGone(tracked, UNKNOWN_THERE, nowMillis);
            return FollowUp.RECONCILE;
        }
        if (tracked.retries++ >= MAX_RETRIES && !tracked.ticket().leg().isEntry()) {
            tracker.change(tracked, RequestState.PLANNED, "not found, sent again soon", nowMillis);
            tracked.onWaiting();
            out.add(new Command.RetryAt(tracked.ticket().id(), nowMillis + AGAIN_MILLIS));
            boolean isStopGivenUp = tracked.ticket().leg() == Leg.STOP && tracked.retries == RETRIES_UNTIL_FLAT;
            return isStopGivenUp ? FollowUp.FLATTEN : FollowUp.NONE;
        }
        return sendAgain(tracked, now, out, nowMillis);
    }

    private FollowUp sendAgain(Tracked tracked, Wanted now, List<Command> out, long nowMillis) {
        Leg leg = tracked.ticket().leg();
        boolean late = nowMillis >= tracked.ticket().barMillis() + Bar.MINUTE_MILLIS;
        if (leg.isEntry() && (late || tracked.retries > MAX_RETRIES)) {
            tracker.change(tracked, RequestState.LAPSED, "its bar has passed", nowMillis);
            return FollowUp.ENTRY_FAILED;
        }
        if (leg.isEntry() && !now.mayEnter()) {
            tracker.change(tracked, RequestState.LAPSED, "nothing is entered any more", nowMillis);
            return FollowUp.ENTRY_FAILED;
        }
        if (!leg.isEntry() && now.contracts() == 0) {
            tracker.change(tracked, RequestState.LAPSED, "not needed any more", nowMillis);
            return FollowUp.NONE;
        }
        tracker.change(tracked, RequestState.PLANNED, "sent again under its id", nowMillis);
        out.add(new Command.Submit(tracked.ticket().request(), leg.isEntry()));
        return FollowUp.NONE;
    }

    private void unknown(Tracked tracked, String note, List<Command> out, long nowMillis) {
        tracker.change(tracked, RequestState.UNKNOWN, note, nowMillis);
        if (!tracked.isLookUpRunning()) {
            out.add(lookUp(tracked));
        }
    }

    private Command lookUp(Tracked tracked) {
        tracked.onLookUp();
        return new Command.LookUp(tracked.ticket().id());
    }
}
