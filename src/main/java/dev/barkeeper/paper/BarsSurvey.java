package dev.barkeeper.paper;

import java.time.Instant;
import java.util.List;

/**
 * What a whole prices file holds.
 *
 * @param firstMillis start of the first minute
 * @param lastMillis start of the last one
 * @param gaps runs of missing minutes, the first {@value #MOST_GAPS} of them
 * @param gapCount how many there are
 * @param missingMinutes in all of them
 */
public record BarsSurvey(
        long rows, long firstMillis, long lastMillis, List<Gap> gaps, long gapCount, long missingMinutes) {
    public static final int MOST_GAPS = 20;

    /**
     * Missing minutes before a row.
     *
     * @param line of that row
     * @param fromMillis start of the first that is missing
     */
    public record Gap(int line, long fromMillis, long minutes) {
        @Override
        public String toString() {
            return "line " + line + ": " + minutes + (minutes == 1 ? " minute is" : " minutes are")
                    + " missing before it, from " + Instant.ofEpochMilli(fromMillis);
        }
    }
}
