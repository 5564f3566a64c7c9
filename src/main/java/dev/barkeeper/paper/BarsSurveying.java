package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import java.util.ArrayList;
import java.util.List;

/** Counts rows and gaps as they come. Not thread-safe. */
final class BarsSurveying {
    private final List<BarsSurvey.Gap> gaps = new ArrayList<>();
    private long rows;
    private long firstMillis;
    private long lastMillis;
    private long gapCount;
    private long missing;

    void add(PriceBar bar, int line) {
        if (rows == 0) {
            firstMillis = bar.openMillis();
        } else {
            long minutes = (bar.openMillis() - lastMillis) / Bar.MINUTE_MILLIS - 1;
            if (minutes > 0) {
                gapCount++;
                missing += minutes;
                if (gaps.size() < BarsSurvey.MOST_GAPS) {
                    gaps.add(new BarsSurvey.Gap(line, lastMillis + Bar.MINUTE_MILLIS, minutes));
                }
            }
        }
        lastMillis = bar.openMillis();
        rows++;
    }

    BarsSurvey survey() {
        return new BarsSurvey(rows, firstMillis, lastMillis, List.copyOf(gaps), gapCount, missing);
    }
}
