package dev.barkeeper.execution;

import dev.barkeeper.model.Leg;
import dev.barkeeper.model.RequestState;
import java.util.ArrayList;
import java.util.List;

/**
 * What is true of all undone tickets together. Asked many times an event and changed by few of them, so it is reckoned
 * once after each change. Used by one thread.
 */
final class Standing {
    private final List<Tracked> undone;
    private final List<Tracked> stops = new ArrayList<>();
    private boolean stale = true;
    private long changes;

    private boolean openQuestion;
    private boolean unmatched;
    private boolean doubt;
    private boolean lookedFor;
    private boolean entryAlive;
    private boolean entryWorking;
    private boolean exitAlive;
    private boolean exitInDoubt;
    private boolean intended;
    private int live;

    /** @param undone as it is at each time */
    Standing(List<Tracked> undone) {
        this.undone = undone;
    }

    /** A ticket, or which of them are undone, has changed. */
    void touch() {
        stale = true;
        changes++;
    }

    /** Counts up with every change: the same number, the same tickets. */
    long changes() {
        return changes;
    }

    /** The fate of one of them is not known. */
    boolean hasOpenQuestion() {
        return now().openQuestion;
    }

    /** The venue speaks of more filled than fills were booked. */
    boolean hasUnmatched() {
        return now().unmatched;
    }

    /** One is in doubt and nobody asks for it. */
    boolean hasDoubt() {
        return now().doubt;
    }

    /** One that was thought to rest at the venue is being looked up: it may have filled. */
    boolean isLookedFor() {
        return now().lookedFor;
    }

    boolean isEntryAlive() {
        return now().entryAlive;
    }

    /** An entry rests at the venue instead of having filled at once. */
    boolean isEntryWorking() {
        return now().entryWorking;
    }

    boolean isExitAlive() {
        return now().exitAlive;
    }

    boolean isExitInDoubt() {
        return now().exitInDoubt;
    }

    /** A stop was committed with an entry and has not been sent. */
    boolean isStopIntended() {
        return now().intended;
    }

    /** Stops that rest at the venue or may come to rest there, oldest first; not to be kept. */
    List<Tracked> stops() {
        return now().stops;
    }

    /** How many may rest at the venue. */
    int live() {
        return now().live;
    }

    private Standing now() {
        if (stale) {
            stale = false;
            forget();
            for (int i = 0; i < undone.size(); i++) {
                add(undone.get(i));
            }
        }
        return this;
    }

    private void forget() {
        stops.clear();
        openQuestion = false;
        unmatched = false;
        doubt = false;
        lookedFor = false;
        entryAlive = false;
        entryWorking = false;
        exitAlive = false;
        exitInDoubt = false;
        intended = false;
        live = 0;
    }

    private void add(Tracked tracked) {
        Leg leg = tracked.ticket().leg();
        RequestState state = tracked.ticket().state();
        boolean exit = leg.isExit();
        boolean question = state.isOpenQuestion();
        openQuestion |= question;
        unmatched |= tracked.isUnmatched();
        doubt |= state == RequestState.UNKNOWN && !tracked.isLookUpRunning() && !tracked.isWaiting();
        lookedFor |= state == RequestState.WORKING && (tracked.isLookUpRunning() || tracked.lookUpFailures > 0);
        entryWorking |= leg.isEntry() && state == RequestState.WORKING;
        exitInDoubt |= exit && question;
        intended |= state == RequestState.INTENDED;
        if (tracked.isLive()) {
            live++;
            entryAlive |= leg.isEntry();
            exitAlive |= exit;
            if (leg == Leg.STOP) {
                stops.add(tracked);
            }
        }
    }
}
