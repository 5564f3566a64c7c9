package dev.barkeeper.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The newest rows, at most so many, oldest first. Grows as needed up to its bound. Not thread-safe. */
final class Ring<T> {
    private final int capacity;
    private final List<T> rows = new ArrayList<>();
    private int head;

    Ring(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a row, for which the oldest goes when there are too many. */
    void add(T row) {
        if (rows.size() < capacity) {
            rows.add(row);
            return;
        }
        rows.set(head, row);
        head = (head + 1) % capacity;
    }

    /** The newest row that is like that. */
    Optional<T> newest(Predicate<T> which) {
        for (int i = rows.size() - 1; i >= 0; i--) {
            T row = get(i);
            if (which.test(row)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    int size() {
        return rows.size();
    }

    /** 0 is the oldest. */
    T get(int index) {
        return rows.get((head + index) % rows.size());
    }

    List<T> all() {
        List<T> list = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            list.add(get(i));
        }
        return list;
    }
}
