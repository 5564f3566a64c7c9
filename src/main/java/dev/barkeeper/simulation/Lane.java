package dev.barkeeper.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** One queue of the adapter: a call begins when the one before it has its answer, however long that takes. */
final class Lane {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean isBusy;

    boolean isIdle() {
        return !isBusy;
    }

    /** Begins the call now or when its turn comes; each must lead to one {@link #onAnswer}. */
    void add(Runnable call) {
        if (isBusy) {
            waiting.add(call);
        } else {
            isBusy = true;
            call.run();
        }
    }

    void onAnswer() {
        Runnable next = waiting.poll();
        isBusy = next != null;
        if (isBusy) {
            next.run();
        }
    }
}
