package dev.barkeeper.paper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/**
 * Minute bars of a CSV file, plain or {@code .gz}, UTC, one row per minute in ascending order, columns as {@link RowLayout}
 * finds them. The whole file is checked when it is opened, then read row by row.
 */
public final class BarsFile implements PriceSource {
    private final BarRows rows;
    private final BarsSurvey survey;
    private final List<PriceBar> history;
    private PriceBar next;

    private BarsFile(BarRows rows, BarsSurvey survey, List<PriceBar> history, PriceBar first) {
        this.rows = rows;
        this.survey = survey;
        this.history = history;
        this.next = first;
    }

    /** The whole file. See {@link #open(Path, boolean, long)}. */
    public static BarsFile open(Path file, boolean stampIsEnd) {
        return open(file, stampIsEnd, Long.MIN_VALUE);
    }

    /**
     * Opens and checks a file.
     *
     * @param stampIsEnd whether the timestamp is the end of the minute, not its start
     * @param fromMillis where the walk begins; rows that open before it become history (the newest 21 days of them)
     * @throws PriceSourceException naming file and line for a wrong column, a bad or unordered time, a price that is
     *     no number above 0, a high or low that does not enclose the others, no row, a truncated gzip
     */
    public static BarsFile open(Path file, boolean stampIsEnd, long fromMillis) {
        BarsSurvey survey = survey(file, stampIsEnd);
        BarRows rows = new BarRows(file, stampIsEnd);
        Ring<PriceBar> before = new Ring<>(PreHistory.MINUTES);
        PriceBar bar = rows.next();
        while (bar != null && bar.openMillis() < fromMillis) {
            before.add(bar);
            bar = rows.next();
        }
        if (bar == null) {
            rows.close();
            throw new PriceSourceException("prices file " + file + ": no row at or after "
                    + java.time.Instant.ofEpochMilli(fromMillis) + "; choose an earlier start");
        }
        return new BarsFile(rows, survey, before.all(), bar);
    }

    /** What the whole file holds. */
    public BarsSurvey survey() {
        return survey;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public PriceBar next() {
        if (next == null) {
            throw new NoSuchElementException("the prices file is at its end");
        }
        PriceBar bar = next;
        next = rows.next();
        return bar;
    }

    @Override
    public List<PriceBar> history() {
        return new ArrayList<>(history);
    }

    @Override
    public OptionalLong closeBefore() {
        return history.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(history.get(history.size() - 1).closeE8());
    }

    @Override
    public void close() {
        rows.close();
    }

    /**
     * Reads and checks a whole file.
     *
     * @throws PriceSourceException as {@link #open}
     */
    public static BarsSurvey survey(Path file, boolean stampIsEnd) {
        BarsSurveying surveying = new BarsSurveying();
        try (BarRows rows = new BarRows(file, stampIsEnd)) {
            PriceBar bar = rows.next();
            if (bar == null) {
                throw new PriceSourceException(
                        "prices file " + file + ", line 2: no row after the header; the file is empty");
            }
            for (; bar != null; bar = rows.next()) {
                surveying.add(bar, rows.line());
            }
        }
        return surveying.survey();
    }
}
