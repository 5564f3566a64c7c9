package dev.barkeeper.scraper;

import dev.barkeeper.market.BarGap;
import dev.barkeeper.model.Bar;
import java.util.List;
import java.util.Set;

/**
 * What a stretch of the table lacks, and what it has. Many small gaps share a page, so that a stretch never takes more
 * requests than it has pages.
 */
record Missing(List<BarGap> gaps, Set<Long> present) {
    static final Missing NOTHING = new Missing(List.of(), Set.of());

    private static final long PAGE_MILLIS = 1_000 * Bar.MINUTE_MILLIS;

    /** From the first missing minute to the last one that a page from there can hold. */
    BarGap firstPage() {
        long first = gaps.get(0).firstCloseMillis();
        long end = first + PAGE_MILLIS - Bar.MINUTE_MILLIS;
        long last = first;
        for (BarGap gap : gaps) {
            if (gap.firstCloseMillis() <= end) {
                last = Math.min(end, gap.lastCloseMillis());
            }
        }
        return new BarGap(first, last);
    }

    /** What is missing later than that. */
    Missing after(long closeMillis) {
        List<BarGap> later = gaps.stream()
                .filter(gap -> gap.lastCloseMillis() > closeMillis)
                .map(gap -> new BarGap(
                        Math.max(gap.firstCloseMillis(), closeMillis + Bar.MINUTE_MILLIS), gap.lastCloseMillis()))
                .toList();
        return new Missing(later, present);
    }

    /** How many bars are missing. */
    long bars() {
        return gaps.stream().mapToLong(BarGap::bars).sum();
    }
}
