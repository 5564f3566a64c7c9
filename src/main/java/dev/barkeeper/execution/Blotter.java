package dev.barkeeper.execution;

import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.OrderTicket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tickets in the order they came, the newest ended ones among them, and apart from those the few that are not done with:
 * every question about the present is asked of these few. Used by one thread.
 */
final class Blotter {
    private static final int ENDED_KEPT = 400;

    private final Map<ClientOrderId, Tracked> all = new LinkedHashMap<>();
    private final List<Tracked> undone = new ArrayList<>();
    private final Standing standing = new Standing(undone);
    /** By leg: the newest bar that something was derived from, and the attempt that comes next there. */
    private final long[] newestBars = new long[Leg.values().length];

    private final int[] nextAttempts = new int[Leg.values().length];

    private long placed;

    Optional<Tracked> find(ClientOrderId id) {
        // mostly one of the few
        for (int i = 0; i < undone.size(); i++) {
            ClientOrderId other = undone.get(i).ticket().id();
            if (other.number() == id.number() && other.emi().equals(id.emi())) {
                return Optional.of(undone.get(i));
            }
        }
        return Optional.ofNullable(all.get(id));
    }

    /** What is true of the undone ones together. */
    Standing standing() {
        return standing;
    }

    /** Everything kept, oldest first. */
    Collection<Tracked> all() {
        return all.values();
    }

    /** What has not ended, or has fills that are still to come; oldest first. */
    List<Tracked> undone() {
        return undone;
    }

    /** A ticket of that id that is there already gives its place to the new one. */
    void put(Tracked tracked) {
        Tracked before = all.put(tracked.ticket().id(), tracked);
        tracked.place = before == null ? placed++ : before.place;
        undone.remove(before);
        countAttempt(tracked.ticket());
        refile(tracked);
        prune();
    }

    /** To be called after each change of a ticket. */
    void refile(Tracked tracked) {
        standing.touch();
        if (tracked.isDone()) {
            undone.remove(tracked);
        } else if (!undone.contains(tracked)) {
            int at = undone.size();
            while (at > 0 && undone.get(at - 1).place > tracked.place) {
                at--;
            }
            undone.add(at, tracked);
        }
    }

    private void countAttempt(OrderTicket ticket) {
        int leg = ticket.leg().ordinal();
        if (ticket.barMillis() > newestBars[leg]) {
            newestBars[leg] = ticket.barMillis();
            nextAttempts[leg] = 0;
        }
        if (ticket.barMillis() == newestBars[leg]) {
            nextAttempts[leg] = Math.max(nextAttempts[leg], ticket.attempt() + 1);
        }
    }

    /** Counts on from the highest attempt of that bar and leg that is kept, 0 for the first. */
    int nextAttempt(long barMillis, Leg leg) {
        if (barMillis >= newestBar(leg)) {
            return barMillis == newestBar(leg) ? nextAttempts[leg.ordinal()] : 0;
        }
        int next = 0;
        for (Tracked tracked : all.values()) {
            OrderTicket ticket = tracked.ticket();
            if (ticket.barMillis() == barMillis && ticket.leg() == leg) {
                next = Math.max(next, ticket.attempt() + 1);
            }
        }
        return next;
    }

    /** The newest bar that something of that leg was derived from, 0 for none. */
    long newestBar(Leg leg) {
        return newestBars[leg.ordinal()];
    }

    private void prune() {
        if (all.size() <= ENDED_KEPT * 2) {
            return;
        }
        Iterator<Tracked> oldest = all.values().iterator();
        int surplus = all.size() - ENDED_KEPT;
        while (oldest.hasNext() && surplus > 0) {
            Tracked tracked = oldest.next();
            if (tracked.ticket().state().isTerminal()) {
                oldest.remove();
                undone.remove(tracked);
                surplus--;
            }
        }
    }
}
