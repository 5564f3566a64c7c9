package dev.barkeeper.simulation;

import dev.barkeeper.journal.Commit;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.PositionRow;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the decision and position rows say by themselves, against each other, and against what the venue held and others
 * traded.
 */
final class DecisionAudit {
    /** A position row comes some seconds after its bar; what was broken that long before it may have kept it away. */
    private static final long UNDISTURBED_MILLIS = 2 * Bar.MINUTE_MILLIS;

    private final Chance chance;
    private final Findings findings;
    private final ForeignTrades foreign = new ForeignTrades();
    /** Position by the venue time since which it was held. */
    private final TreeMap<Long, Set<Long>> held = new TreeMap<>(Map.of(0L, Set.of(0L)));

    private final TreeMap<Long, Integer> decided = new TreeMap<>();
    private final Map<Long, Map<Direction, Long>> wished = new HashMap<>();
    private final Map<Direction, Long> carriedE8 = new EnumMap<>(Direction.class);
    private final Map<Long, Long> closesE8 = new HashMap<>();
    private final Set<Long> recorded = new HashSet<>();
    private long syntheticRows;

    DecisionAudit(Chance chance, Findings findings) {
        this.chance = chance;
        this.findings = findings;
    }

    long syntheticRows() {
        return syntheticRows;
    }

    int bars() {
        return decided.size();
    }

    /** End of the newest bar that has rows, 0 before the first. */
    long newestMillis() {
        return decided.isEmpty() ? 0 : decided.lastKey();
    }

    /** Contracts that the bar's row of that side asks for, 0 where there is none. */
    long wished(long barMillis, Direction direction) {
        return wished.getOrDefault(barMillis, Map.of()).getOrDefault(direction, 0L);
    }

    /**
     * Somebody's order was filled.
     *
     * @param foreignContracts signed, 0 for a fill of the bot's own
     * @param positionContracts the venue's, after it
     */
    void onFill(long foreignContracts, long positionContracts, long atMillis) {
        foreign.onFill(foreignContracts, positionContracts);
        held.computeIfAbsent(atMillis, at -> new HashSet<>()).add(positionContracts);
    }

    void onCommit(Commit commit, long nowMillis) {
        commit.bars().forEach(bar -> closesE8.putIfAbsent(bar.closeMillis(), bar.closeE8()));
        commit.positions().forEach(row -> onPosition(row, nowMillis));
        List<Decision> synthetic =
                commit.decisions().stream().filter(Decision::synthetic).toList();
        List<Decision> own =
                commit.decisions().stream().filter(row -> !row.synthetic()).toList();
        if (own.size() % 2 != 0 || synthetic.size() % 2 != 0) {
            findings.violate(
                    "decision", own.size() + " decided and " + synthetic.size() + " synthetic rows in one commit");
        }
        for (Decision row : commit.decisions()) {
            checkAlone(row);
            if (!row.synthetic()) {
                onDecided(row, nowMillis);
            }
            carriedE8.put(row.direction(), row.priceE8());
        }
        if (own.stream().filter(row -> row.contracts() > 0).count() > own.size() / 2) {
            findings.violate("decision", "both sides: " + own);
        }
        if (!synthetic.isEmpty()) {
            syntheticRows += synthetic.size();
            checkSynthetic(synthetic);
        }
    }

    private void checkAlone(Decision row) {
        if (row.contracts() < 0 || (row.contracts() == 0) != (row.priceE8() == 0)) {
            findings.violate("decision", "contracts and price disagree: " + row);
        }
        if (row.marketE8() <= 0) {
            findings.violate("decision", "without a market price: " + row);
        }
    }

    private void onDecided(Decision row, long nowMillis) {
        checkRecorded(row.barMillis() - Bar.MINUTE_MILLIS, nowMillis);
        int sofar = decided.merge(row.barMillis(), 1, Integer::sum);
        if (sofar > 2) {
            findings.violate("decision", sofar + " rows of bar " + row.barMillis());
        }
        wished.computeIfAbsent(row.barMillis(), bar -> new EnumMap<>(Direction.class))
                .put(row.direction(), row.contracts());
        Long closeE8 = closesE8.get(row.barMillis());
        boolean isCarried = row.priceE8() == carriedE8.getOrDefault(row.direction(), 0L);
        if (row.priceE8() != 0 && !isCarried && closeE8 != null && row.priceE8() != closeE8) {
            findings.violate("decision", "neither the close " + closeE8 + " nor carried: " + row);
        }
    }

    /** By the time the next minute is decided on, where nothing has been broken meanwhile. */
    private void checkRecorded(long barMillis, long nowMillis) {
        boolean isUndisturbed =
                chance.atWork(barMillis - UNDISTURBED_MILLIS, nowMillis).isEmpty();
        if (isUndisturbed && decided.containsKey(barMillis) && !recorded.contains(barMillis)) {
            findings.violate("position-row", "none of " + Instant.ofEpochMilli(barMillis));
        }
    }

    private void onPosition(PositionRow row, long nowMillis) {
        recorded.add(row.barMillis());
        long contracts = row.position().contracts();
        long since = held.floorKey(row.barMillis());
        boolean isTrue = held.subMap(since, true, nowMillis, true).values().stream()
                .anyMatch(positions -> positions.contains(contracts));
        if (!isTrue) {
            findings.violate("position-row", row + ", the venue held " + held.tailMap(since));
        }
    }

    private void checkSynthetic(List<Decision> rows) {
        long taken = rows.stream()
                .mapToLong(row -> row.direction().sign() * row.contracts())
                .sum();
        if (!foreign.isUnexplained()) {
            findings.violate("synthetic", "without a trade from outside: " + rows);
        }
        if (!foreign.take(taken)) {
            findings.violate("synthetic", rows + ", the venue held " + foreign);
        }
        if (rows.stream().anyMatch(row -> row.why().isBlank())) {
            findings.violate("synthetic", "without a cause");
        }
    }

    /** Whether others traded since the last row that took a position over, or since nothing was held. */
    boolean hasForeign() {
        return foreign.isUnexplained();
    }

    /** Nothing is under way, and the venue holds that. */
    void checkAtRest(long venueContracts) {
        if (foreign.contracts() != 0) {
            findings.violate("synthetic", "none, though others traded " + foreign.contracts());
        } else if (venueContracts == 0) {
            foreign.take(0);
        }
    }
}
