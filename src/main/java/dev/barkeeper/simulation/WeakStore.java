package dev.barkeeper.simulation;

import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.LeaseLostException;
import dev.barkeeper.journal.SavedState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A database that is slow, does not answer, or answers with an error although it committed; what it does not take waits
 * in a spool that survives the process, as the real one on disk does.
 */
final class WeakStore implements BotStore {
    private static final long SLOWEST_MILLIS = 1_900;
    private static final long LONGEST_DOWN_MILLIS = 150_000;

    private final BotStore inner;
    private final Chance chance;
    private final LongSupplier nowMillis;
    private final LongConsumer pass;
    private final Deque<Commit> spool = new ArrayDeque<>();
    private long downUntilMillis;

    /** @param pass lets that many milliseconds go by while the caller waits */
    WeakStore(BotStore inner, Chance chance, LongSupplier nowMillis, LongConsumer pass) {
        this.inner = inner;
        this.chance = chance;
        this.nowMillis = nowMillis;
        this.pass = pass;
    }

    /** When it answers again; in the past when it does. */
    long downUntilMillis() {
        return downUntilMillis;
    }

    @Override
    public SavedState load() {
        unspool();
        return inner.load();
    }

    @Override
    public Durability commit(Commit commit) {
        long now = nowMillis.getAsLong();
        ask(now);
        boolean isDown = now < downUntilMillis || goesDown(FaultKind.STORE_DOWN, now);
        if (isDown) {
            spool.add(commit);
            return Durability.SPOOLED;
        }
        unspool();
        inner.commit(commit);
        if (goesDown(FaultKind.STORE_FAILED_AT_COMMIT, now)) {
            spool.add(commit);
            return Durability.SPOOLED;
        }
        return Durability.COMMITTED;
    }

    /** The disk is quick and takes it; that the database is gone is found out only when it is to have it. */
    @Override
    public Durability secure(Commit commit) {
        spool.add(commit);
        return nowMillis.getAsLong() < downUntilMillis ? Durability.SPOOLED : Durability.COMMITTED;
    }

    @Override
    public void settle() {
        long now = nowMillis.getAsLong();
        if (spool.isEmpty() || now < downUntilMillis) {
            return;
        }
        ask(now);
        if (goesDown(FaultKind.STORE_DOWN, now)) {
            return;
        }
        unspool();
    }

    private void ask(long now) {
        if (chance.strikes(FaultKind.LEASE_LOST, 0.02, now)) {
            throw new LeaseLostException("taken over");
        }
        if (chance.strikes(FaultKind.STORE_SLOW, 0.5, now)) {
            long wait = chance.between(SLOWEST_MILLIS / 20, SLOWEST_MILLIS);
            chance.extend(FaultKind.STORE_SLOW, now + wait);
            pass.accept(wait);
        }
    }

    private boolean goesDown(FaultKind kind, long now) {
        if (!chance.strikes(kind, 0.2, now)) {
            return false;
        }
        downUntilMillis = now + chance.between(1, LONGEST_DOWN_MILLIS);
        chance.extend(kind, downUntilMillis);
        return true;
    }

    private void unspool() {
        while (!spool.isEmpty()) {
            inner.commit(spool.poll());
        }
    }
}
