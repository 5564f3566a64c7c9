package dev.barkeeper.execution;

import dev.barkeeper.model.Position;
import java.util.List;

/**
 * Reads the account back after every change and once a bar, and knows whether what was read is newer than the last
 * change. Used by one thread.
 */
public final class Verifier {
    private long changes;
    private long changesAtRequest;
    private boolean inFlight;
    private boolean verified;
    private boolean wanted = true;

    /** Something of ours changed: what was read before is not proof any more. */
    public void onChange() {
        changes++;
        verified = false;
        wanted = true;
    }

    /** A read is due although nothing changed. */
    public void want() {
        wanted = true;
    }

    public boolean isInFlight() {
        return inFlight;
    }

    /** Whether the account was read back after the last change and was as expected. */
    public boolean isVerified() {
        return verified;
    }

    /** Asks if a read is wanted and none is under way. */
    public void request(List<Command> out) {
        if (wanted && !inFlight) {
            onRequested();
            out.add(new Command.FetchAccount());
        }
    }

    /** A read was asked for by somebody else. */
    public void onRequested() {
        wanted = false;
        inFlight = true;
        changesAtRequest = changes;
    }

    /** The read's answer; whether it is newer than the last change. */
    public boolean onAnswer(Position position, long expectedContracts) {
        inFlight = false;
        boolean fresh = changes == changesAtRequest;
        verified = fresh && position.contracts() == expectedContracts;
        wanted = wanted || !fresh;
        return fresh;
    }

    /** The read failed; it stays wanted. */
    public void onFailure() {
        inFlight = false;
        wanted = true;
    }
}
