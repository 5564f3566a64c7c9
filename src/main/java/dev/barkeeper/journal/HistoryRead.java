package dev.barkeeper.journal;

import dev.barkeeper.model.Bar;
import java.util.List;

/**
 * A journal line before the event in whose course a process read its strategy's history: what it read. The table of bars
 * goes on changing with late and corrected bars, so that it cannot be asked again.
 *
 * @param bars ascending
 */
public record HistoryRead(List<Bar> bars) {}
