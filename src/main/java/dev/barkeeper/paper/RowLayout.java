package dev.barkeeper.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a prices file has its columns, told by its first line: names in any order and case, other columns among them, or
 * no names at all (time, open, high, low, close, volume as exchanges give them). Immutable.
 *
 * @param delimiter comma, semicolon or tab
 * @param places of time, open, high, low, close and volume among the columns; −1 for a volume that is not there
 * @param symbol place of the column that names the instrument; −1 when there is none
 * @param columns how many a row has
 * @param named whether the first line holds names, else it is a row
 * @param endStamps whether the names say that the time is the end of the minute
 * @param venueBars whether these are a venue's bars, or rows of the table: their open is the close before, which may lie
 *     outside the range
 */
record RowLayout(
        char delimiter,
        List<Integer> places,
        int symbol,
        int columns,
        boolean named,
        boolean endStamps,
        boolean venueBars) {
    static final int TIME = 0;
    static final int VOLUME = 5;

    private static final List<List<String>> NAMES = List.of(
            List.of(
                    "timestamp",
                    "time",
                    "datetime",
                    "date",
                    "open_time",
                    "opentime",
                    "open time",
                    "unix",
                    "start",
                    "timestamp_dt",
                    "close_time",
                    "closetime",
                    "close time",
                    "end"),
            List.of("open", "open_px", "o", "open_price"),
            List.of("high", "high_px", "h", "high_price"),
            List.of("low", "low_px", "l", "low_price"),
            List.of("close", "close_px", "c", "close_price", "last"),
            List.of("volume", "vol", "v", "size", "contracts", "amount", "base_volume"));
    private static final List<String> SYMBOL_NAMES = List.of("symbol", "ticker", "pair");
    private static final List<String> END_NAMES = List.of("close_time", "closetime", "close time", "end");
    /** In no other bars than those of the dialect, on the wire and in the table. */
    private static final List<String> VENUE_NAMES = List.of("timestamp_dt", "homenotional", "home_notional");

    /** Empty when the line is neither names with all that is needed nor a row of numbers. */
    static Optional<RowLayout> of(String firstLine) {
        char delimiter = delimiter(firstLine);
        List<String> cells = cells(firstLine, delimiter);
        if (isRow(cells)) {
            int volume = cells.size() > VOLUME ? VOLUME : -1;
            return Optional.of(
                    new RowLayout(delimiter, List.of(0, 1, 2, 3, 4, volume), -1, cells.size(), false, false, false));
        }
        List<Integer> places =
                new ArrayList<>(NAMES.stream().map(names -> place(cells, names)).toList());
        if (places.get(VOLUME) < 0) {
            places.set(VOLUME, volumeOfAKind(cells));
        }
        if (places.stream().limit(VOLUME).anyMatch(place -> place < 0)) {
            return Optional.empty();
        }
        boolean venueBars = VENUE_NAMES.stream().anyMatch(cells::contains);
        return Optional.of(new RowLayout(
                delimiter,
                List.copyOf(places),
                place(cells, SYMBOL_NAMES),
                cells.size(),
                true,
                venueBars || END_NAMES.contains(cells.get(places.get(TIME))),
                venueBars));
    }

    /** The names of the first line as a person may write them. */
    static String allowed() {
        return "timestamp,open,high,low,close,volume, in any order, other columns among them";
    }

    private static int place(List<String> cells, List<String> names) {
        for (String name : names) {
            int at = cells.indexOf(name);
            if (at >= 0) {
                return at;
            }
        }
        return -1;
    }

    /** Such as {@code Volume BTC} before {@code Volume USD}: the base currency's comes first. */
    private static int volumeOfAKind(List<String> cells) {
        return cells.stream()
                .filter(name -> name.startsWith("volume"))
                .findFirst()
                .map(cells::indexOf)
                .orElse(-1);
    }

    private static char delimiter(String line) {
        return line.indexOf(',') >= 0 ? ',' : line.indexOf(';') >= 0 ? ';' : line.indexOf('\t') >= 0 ? '\t' : ',';
    }

    private static List<String> cells(String line, char delimiter) {
        List<String> cells = new ArrayList<>();
        int from = 0;
        for (int at = line.indexOf(delimiter); at >= 0; at = line.indexOf(delimiter, from)) {
            cells.add(name(line.substring(from, at)));
            from = at + 1;
        }
        cells.add(name(line.substring(from)));
        return cells;
    }

    private static String name(String cell) {
        return cell.replace("\"", "").strip().toLowerCase(Locale.ROOT);
    }

    /** A time, ISO or epoch, and four prices. */
    private static boolean isRow(List<String> cells) {
        return cells.size() >= VOLUME
                && cells.stream().skip(1).limit(VOLUME - 1).allMatch(RowLayout::isNumber)
                && (isNumber(cells.get(TIME)) || cells.get(TIME).matches("\\d{4}-\\d\\d-\\d\\d\\D.*"));
    }

    private static boolean isNumber(String cell) {
        return cell.matches("\\d+(\\.\\d*)?(e[+-]?\\d+)?");
    }
}
