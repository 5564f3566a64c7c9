package dev.barkeeper.execution;

import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.model.Position;
import java.util.List;
import java.util.Optional;

/**
 * Learns what the venue truly holds. One round reads the account, then the fills; a round counts only when nothing of
 * ours was in doubt and no fill of ours came in between, else it is repeated. Used by one thread.
 */
public final class Reconciler {
    /** Rounds at once before it paces itself. */
    private static final int QUICK_ROUNDS = 5;

    private enum Phase {
        IDLE,
        ACCOUNT,
        FILLS,
        PAUSED
    }

    private Phase phase = Phase.IDLE;
    private boolean disturbed;
    private boolean disturbedByUs;
    private boolean disturbedByOthers;
    private int rounds;
    private Optional<Position> position = Optional.empty();

    public boolean isRunning() {
        return phase != Phase.IDLE;
    }

    /** Begins, unless it is at it. */
    public void start(List<Command> out) {
        if (phase == Phase.IDLE) {
            rounds = 0;
            round(out);
        }
    }

    /** Goes on after a pause or a failed read. */
    public void resume(List<Command> out) {
        if (phase == Phase.PAUSED) {
            round(out);
        }
    }

    /** Something of ours changed: what was read may be older than it. */
    public void disturb() {
        disturbed = true;
        disturbedByUs = true;
    }

    /** Somebody else traded: what was read may be older than it, and that it agrees with our own fills says nothing. */
    public void disturbByOthers() {
        disturbed = true;
        disturbedByOthers = true;
    }

    /** Takes the account in when it was this round's read. */
    public void onAccount(AccountSnapshot snapshot, long fillsFromMillis, List<Command> out) {
        if (phase == Phase.ACCOUNT) {
            position = Optional.of(snapshot.position());
            phase = Phase.FILLS;
            out.add(new Command.FetchFills(fillsFromMillis));
        }
    }

    /** A read failed: the caller asks {@link #resume} later. True when this round was waiting for it. */
    public boolean onFailure() {
        boolean mine = phase == Phase.ACCOUNT || phase == Phase.FILLS;
        if (mine) {
            phase = Phase.PAUSED;
        }
        return mine;
    }

    /**
     * Takes note that the fills were read and booked.
     *
     * @param inDoubt whether a request of ours has no known fate, or fills are missing behind an order
     * @param expectedContracts what the venue should hold after all booked fills
     * @return the venue's position when it is certain
     */
    public Optional<Position> onFills(boolean inDoubt, long expectedContracts, List<Command> out) {
        if (phase != Phase.FILLS) {
            return Optional.empty();
        }
        boolean agrees = position.isPresent() && position.get().contracts() == expectedContracts;
        if (!inDoubt && (!disturbed || (agrees && !disturbedByOthers))) {
            phase = Phase.IDLE;
            return position;
        }
        if (rounds < QUICK_ROUNDS && !inDoubt) {
            round(out);
        } else {
            phase = Phase.PAUSED;
        }
        return Optional.empty();
    }

    /**
     * What the venue held a moment ago, while it waits because others trade more often than a round takes: too old to decide
     * on, but newer than what is known, and a position must not stay without a stop until they have ended.
     *
     * @param inDoubt as of {@link #onFills}
     */
    public Optional<Position> meanwhile(boolean inDoubt) {
        boolean onlyOthers = disturbedByOthers && !disturbedByUs && !inDoubt;
        return phase == Phase.PAUSED && onlyOthers ? position : Optional.empty();
    }

    /** Whether it waits for somebody to {@link #resume} it. */
    public boolean isPaused() {
        return phase == Phase.PAUSED;
    }

    private void round(List<Command> out) {
        rounds++;
        disturbed = false;
        disturbedByUs = false;
        disturbedByOthers = false;
        phase = Phase.ACCOUNT;
        out.add(new Command.FetchAccount());
    }
}
