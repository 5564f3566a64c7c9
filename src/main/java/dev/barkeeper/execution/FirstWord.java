package dev.barkeeper.execution;

import dev.barkeeper.model.Leg;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.RequestState;

/** Judges the first that the venue says of an order: whether it lives, and lives as it was asked for. Stateless. */
final class FirstWord {
    private FirstWord() {}

    /** What follows from it; NONE also for every later word. */
    static FollowUp of(Tracked tracked, Order order, boolean isAnswer) {
        if (!tracked.awaitsAnswer()) {
            return FollowUp.NONE;
        }
        boolean died = order.status().isTerminal()
                && order.status() != OrderStatus.FILLED
                && order.filledContracts() == 0
                && !tracked.isCancelRequested();
        // where the answer was lost the stream's word stands for it
        boolean answers = isAnswer || tracked.ticket().state() == RequestState.UNKNOWN;
        if (died || answers) {
            tracked.onAnswered();
        }
        if (died) {
            return onDeath(tracked.ticket().leg());
        }
        boolean isLiveStop = tracked.ticket().leg() == Leg.STOP && order.isOpen();
        return answers && isLiveStop ? onStopTaken(tracked.ticket().request(), order) : FollowUp.NONE;
    }

    private static FollowUp onDeath(Leg leg) {
        return leg.isEntry() ? FollowUp.ENTRY_FAILED : leg == Leg.STOP ? FollowUp.WIDEN_STOP : FollowUp.RECONCILE;
    }

    /** One that is not as it was asked for would be replaced at once, and the next one no better, without an end. */
    private static FollowUp onStopTaken(OrderRequest asked, Order order) {
        // where it is set off tells that it is another process's
        boolean isAsAsked = order.answers(asked)
                && order.reduceOnly()
                && (order.limitE8() == asked.limitE8() || order.triggerE8() != asked.triggerE8());
        if (!isAsAsked) {
            return FollowUp.WIDEN_STOP;
        }
        return order.contracts() < asked.contracts() ? FollowUp.DOUBT_POSITION : FollowUp.NONE;
    }
}
