package dev.barkeeper.paper;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * News on the way to the listeners: queued while the venue works, told when its state is whole again. A listener that
 * calls the venue only adds to the queue. Not thread-safe.
 */
final class Outbound {
    private static final int MOMENTS = 1 << VenueTopic.TRADE.ordinal()
            | 1 << VenueTopic.QUOTE.ordinal()
            | 1 << VenueTopic.BOOK.ordinal()
            | 1 << VenueTopic.INSTRUMENT.ordinal()
            | 1 << VenueTopic.MARK.ordinal();

    private record Ear(VenueListener listener, int topics) {
        boolean hears(VenueTopic topic) {
            return (topics & 1 << topic.ordinal()) != 0;
        }
    }

    private record News(VenueTopic topic, Consumer<VenueListener> telling) {}

    /** Replaced, never changed: whoever is telling goes on with those he began with. */
    private List<Ear> ears = List.of();

    private int wanted;
    private final Queue<News> queue = new ArrayDeque<>();
    private boolean telling;

    void add(VenueListener listener, Set<VenueTopic> topics) {
        List<Ear> more = new ArrayList<>(ears);
        more.add(new Ear(
                listener,
                topics.stream().mapToInt(topic -> 1 << topic.ordinal()).sum()));
        replace(more);
    }

    void remove(VenueListener listener) {
        replace(ears.stream().filter(ear -> ear.listener != listener).toList());
    }

    private void replace(List<Ear> others) {
        ears = List.copyOf(others);
        wanted = 0;
        ears.forEach(ear -> wanted |= ear.topics);
    }

    boolean hasListeners() {
        return !ears.isEmpty();
    }

    boolean wants(VenueTopic topic) {
        return (wanted & 1 << topic.ordinal()) != 0;
    }

    /** Whether anybody hears what happens between a minute's two ends. */
    boolean wantsMoments() {
        return (wanted & MOMENTS) != 0;
    }

    void tell(VenueTopic topic, Consumer<VenueListener> what) {
        if (wants(topic)) {
            queue.add(new News(topic, what));
        }
    }

    /** Tells everything queued, also what the telling adds; does nothing inside a telling. */
    void flush() {
        if (telling || queue.isEmpty()) {
            return;
        }
        telling = true;
        try {
            for (News news = queue.poll(); news != null; news = queue.poll()) {
                List<Ear> present = ears;
                for (int i = 0; i < present.size(); i++) {
                    if (present.get(i).hears(news.topic)) {
                        news.telling.accept(present.get(i).listener);
                    }
                }
            }
        } finally {
            telling = false;
        }
    }
}
