package dev.barkeeper.backtest.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The combinations of all axes. Stateless. */
public final class ParameterSets {
    /** Every set is a run over the whole history. */
    public static final int MOST = 1_000_000;

    private ParameterSets() {}

    /**
     * All of them, the last axis turning fastest.
     *
     * @throws IllegalArgumentException when there are more than {@value #MOST}
     */
    public static List<Map<String, String>> grid(List<Axis> axes) {
        long count = count(axes);
        if (count > MOST) {
            throw new IllegalArgumentException(count + " combinations are more than " + MOST + "; try --random");
        }
        List<Map<String, String>> sets = List.of(Map.of());
        for (Axis axis : axes) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> set : sets) {
                for (String value : axis.values()) {
                    Map<String, String> more = new LinkedHashMap<>(set);
                    more.put(axis.key(), value);
                    longer.add(more);
                }
            }
            sets = longer;
        }
        return sets;
    }

    /**
     * So many different ones of the grid, drawn from the seed; all of it when it has no more.
     *
     * @throws IllegalArgumentException when more than {@value #MOST} are asked for of a grid that has more
     */
    public static List<Map<String, String>> random(List<Axis> axes, int count, long seed) {
        long all = count(axes);
        Random random = new Random(seed);
        if (all <= MOST) {
            List<Map<String, String>> sets = new ArrayList<>(grid(axes));
            Collections.shuffle(sets, random);
            return List.copyOf(sets.subList(0, Math.min(count, sets.size())));
        }
        if (count > MOST) {
            throw new IllegalArgumentException(count + " combinations are more than " + MOST);
        }
        Set<Long> drawn = new LinkedHashSet<>();
        while (drawn.size() < count) {
            drawn.add(random.nextLong(all));
        }
        return drawn.stream().map(index -> set(axes, index)).toList();
    }

    private static long count(List<Axis> axes) {
        try {
            return axes.stream().mapToLong(axis -> axis.values().size()).reduce(1, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("more combinations than can be counted; vary fewer keys", e);
        }
    }

    /** The one of that place in the grid. */
    private static Map<String, String> set(List<Axis> axes, long index) {
        String[] values = new String[axes.size()];
        long rest = index;
        for (int i = axes.size() - 1; i >= 0; i--) {
            List<String> choice = axes.get(i).values();
            values[i] = choice.get((int) (rest % choice.size()));
            rest /= choice.size();
        }
        Map<String, String> set = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            set.put(axes.get(i).key(), values[i]);
        }
        return set;
    }
}
