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
    private record Ear(VenueListener listener, Set<VenueTopic> topics) {}

    private record News(VenueTopic topic, Consumer<VenueListener> telling) {}

    private final List<Ear> ears = new ArrayList<>();
    private final Queue<News> queue = new ArrayDeque<>();
    private boolean telling;

    void add(VenueListener listener, Set<VenueTopic> topics) {
        ears.add(new Ear(listener, Set.copyOf(topics)));
    }

    void remove(VenueListener listener) {
        ears.removeIf(ear -> ear.listener == listener);
    }

    boolean hasListeners() {
        return !ears.isEmpty();
    }

    boolean wants(VenueTopic topic) {
        for (int i = 0; i < ears.size(); i++) {
            if (ears.get(i).topics.contains(topic)) {
                return true;
            }
        }
        return false;
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
                for (Ear ear : List.copyOf(ears)) {
                    if (ear.topics.contains(news.topic)) {
                        news.telling.accept(ear.listener);
                    }
                }
            }
        } finally {
            telling = false;
        }
    }
}
