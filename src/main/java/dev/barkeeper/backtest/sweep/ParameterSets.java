package dev.barkeeper.backtest.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

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
        long count = axes.stream().mapToLong(axis -> axis.values().size()).reduce(1, Math::multiplyExact);
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

    /** So many different ones of the grid, drawn from the seed; all of it when it has no more. */
    public static List<Map<String, String>> random(List<Axis> axes, int count, long seed) {
        List<Map<String, String>> all = new ArrayList<>(grid(axes));
        Collections.shuffle(all, new Random(seed));
        return List.copyOf(all.subList(0, Math.min(count, all.size())));
    }
}
