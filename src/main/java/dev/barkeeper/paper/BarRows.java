package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.E8;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Rows of a prices file, checked one by one as they are read. Not thread-safe. */
final class BarRows implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int FAST_DIGITS = 10;
    /** More than a minute has ever seen of the cheapest coin; its value is to fit a number. */
    private static final BigDecimal MOST_VOLUME = new BigDecimal("1e12");

    private static final int MOST_SHOWN = 200;
    /** What a decoder makes of bytes that are no text. */
    private static final char UNREADABLE = '\uFFFD';

    private final Path file;
    private final boolean stampIsEnd;
    private final BufferedReader reader;
    private final RowLayout layout;
    private final RowTime times = new RowTime();
    private final Optional<String> firstRow;
    /** Where each cell of the row begins, and one past its end. */
    private final int[] starts;

    private boolean firstRowTaken;
    private int line;
    private long previousMillis = Long.MIN_VALUE;
    /** Of the first row; null before it. */
    private String symbol;

    BarRows(Path file, boolean stampIsEnd) {
        this.file = file;
        try {
            this.reader = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8), BUFFER);
        } catch (NoSuchFileException missing) {
            throw new PriceSourceException("prices file " + file + " does not exist; give another path", missing);
        } catch (EOFException cut) {
            throw new PriceSourceException(
                    "prices file " + file + ", line 1: the gzip data are cut off; fetch the file again", cut);
        } catch (IOException cause) {
            throw new PriceSourceException("prices file " + file + " cannot be read: " + cause, cause);
        }
        String first = firstLine();
        layout = RowLayout.of(first).orElseThrow(() -> noLayout(first));
        firstRow = layout.named() ? Optional.empty() : Optional.of(first);
        starts = new int[layout.columns() + 1];
        this.stampIsEnd = stampIsEnd || layout.endStamps();
    }

    /** The next row, null at the end. */
    PriceBar next() {
        if (firstRow.isPresent() && !firstRowTaken) {
            firstRowTaken = true;
            return parse(firstRow.get());
        }
        String row = readLine();
        while (row != null && row.isBlank()) {
            row = readLine();
        }
        return row == null ? null : parse(row);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException cause) {
            throw new PriceSourceException("prices file " + file + " cannot be closed: " + cause, cause);
        }
    }

    private static InputStream open(Path file) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        raw.mark(2);
        int first = raw.read();
        int second = raw.read();
        raw.reset();
        return first == GZIP_FIRST && second == GZIP_SECOND ? new Unhurried(new GZIPInputStream(raw, BUFFER)) : raw;
    }

    /** Line of the row read last. */
    int line() {
        return line;
    }

    private String firstLine() {
        String first = readLine();
        if (first == null) {
            line = 1;
            throw wrong("the file is empty; its first line must name " + RowLayout.allowed());
        }
        return (first.startsWith("\uFEFF") ? first.substring(1) : first).trim();
    }

    private String readLine() {
        try {
            line++;
            return reader.readLine();
        } catch (EOFException | ZipException cut) {
            throw new PriceSourceException(
                    "prices file " + file + ", line " + line + ": the gzip data are cut off or damaged; fetch the file"
                            + " again",
                    cut);
        } catch (IOException cause) {
            throw new PriceSourceException(
                    "prices file " + file + ", line " + line + ": cannot be read: " + cause, cause);
        }
    }

    private PriceBar parse(String row) {
        split(row);
        checkSymbol(row);
        long stamp = time(field(row, RowLayout.TIME));
        long openMillis = stampIsEnd ? stamp - Bar.MINUTE_MILLIS : stamp;
        if (openMillis <= previousMillis) {
            throw wrong("the time " + field(row, RowLayout.TIME) + " is not after the row before; rows must ascend");
        }
        previousMillis = openMillis;
        long open = price(row, 1, "open");
        long high = price(row, 2, "high");
        long low = price(row, 3, "low");
        long close = price(row, 4, "close");
        if (layout.venueBars()) {
            open = Math.max(low, Math.min(high, open));
        }
        if (high < Math.max(open, close) || low > Math.min(open, close)) {
            throw wrong("high " + field(row, 2) + " and low " + field(row, 3) + " do not enclose open " + field(row, 1)
                    + " and close " + field(row, 4));
        }
        boolean hasVolume = layout.places().get(RowLayout.VOLUME) >= 0;
        return new PriceBar(openMillis, open, high, low, close, hasVolume ? volume(row) : 0);
    }

    /** A table of several instruments would be walked as one. */
    private void checkSymbol(String row) {
        if (layout.symbol() < 0) {
            return;
        }
        int from = starts[layout.symbol()];
        int length = starts[layout.symbol() + 1] - 1 - from;
        if (symbol == null) {
            symbol = row.substring(from, from + length);
        } else if (length != symbol.length() || !row.startsWith(symbol, from)) {
            throw wrong("the row is of " + row.substring(from, from + length) + ", those before it of " + symbol
                    + "; a file has the minutes of one instrument");
        }
    }

    private void split(String row) {
        int columns = layout.columns();
        int found = 1;
        for (int i = 0; i < row.length(); i++) {
            if (row.charAt(i) == layout.delimiter()) {
                if (found == columns) {
                    found++;
                    break;
                }
                starts[found++] = i + 1;
            }
        }
        if (found != columns) {
            throw wrong("the row has " + (found > columns ? "more than " + columns : found) + " columns, it must have "
                    + columns + ", as the first line");
        }
        starts[columns] = row.length() + 1;
    }

    private int from(int column) {
        return starts[layout.places().get(column)];
    }

    private int to(int column) {
        return starts[layout.places().get(column) + 1] - 1;
    }

    private String field(String row, int column) {
        String text = row.substring(from(column), to(column)).trim();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private long price(String row, int column, String name) {
        long value = number(row, column, name);
        if (value <= 0) {
            throw wrong(name + " " + field(row, column) + " is not above 0");
        }
        return value;
    }

    /** A decimal number × 1e8: plain digits by hand, anything else by {@link E8#parse}. */
    private long number(String row, int column, String name) {
        long plain = plainNumber(row, column);
        return plain >= 0 ? plain : slowNumber(field(row, column), name);
    }

    /** Whole contracts, rounded half up; a coin worth little is traded by more than an E8 number holds. */
    private long volume(String row) {
        long plain = plainNumber(row, RowLayout.VOLUME);
        return plain >= 0 ? (plain + E8.ONE / 2) / E8.ONE : slowVolume(field(row, RowLayout.VOLUME));
    }

    private long slowVolume(String text) {
        try {
            BigDecimal volume = new BigDecimal(text);
            if (volume.signum() < 0) {
                throw wrong("volume " + text + " is negative");
            }
            if (volume.compareTo(MOST_VOLUME) > 0) {
                throw wrong("volume " + text + " is above " + MOST_VOLUME.toPlainString());
            }
            return volume.setScale(0, RoundingMode.HALF_UP).longValueExact();
        } catch (NumberFormatException cause) {
            throw wrong("volume \"" + text + "\" is not a number");
        }
    }

    /** −1 for what is not a few plain digits. */
    private long plainNumber(String row, int column) {
        int from = from(column);
        int to = to(column);
        long whole = 0;
        long fraction = 0;
        int point = -1;
        boolean plain = to > from;
        for (int i = from; i < to && plain; i++) {
            char digit = row.charAt(i);
            if (digit == '.' && point < 0) {
                point = i;
            } else if (digit < '0' || digit > '9') {
                plain = false;
            } else if (point < 0) {
                whole = whole * 10 + (digit - '0');
            } else {
                fraction = fraction * 10 + (digit - '0');
            }
        }
        int wholeDigits = (point < 0 ? to : point) - from;
        int decimals = point < 0 ? 0 : to - point - 1;
        if (!plain || wholeDigits > FAST_DIGITS || wholeDigits == 0 || decimals > 8) {
            return -1;
        }
        for (int i = decimals; i < 8; i++) {
            fraction *= 10;
        }
        return whole * E8.ONE + fraction;
    }

    private long slowNumber(String text, String name) {
        try {
            return E8.parse(text);
        } catch (ArithmeticException | NumberFormatException cause) {
            throw wrong(name + " \"" + text + "\" is not a number");
        }
    }

    private long time(String text) {
        return times.millis(text).orElseThrow(() -> badTime(text));
    }

    private PriceSourceException noLayout(String first) {
        if (first.chars().anyMatch(c -> c == UNREADABLE || (c < ' ' && c != '\t'))) {
            return wrong("this is no UTF-8 text; of what is packed gzip alone is read, unpack anything else first");
        }
        String shown = first.length() > MOST_SHOWN ? first.substring(0, MOST_SHOWN) + "…" : first;
        return wrong("the header is \"" + shown + "\", it must name " + RowLayout.allowed());
    }

    private PriceSourceException badTime(String text) {
        return wrong("the time \"" + text + "\" is not a whole minute in UTC such as 2022-01-01 00:00:00 or"
                + " 2022-01-01T00:00:00Z, or epoch seconds or milliseconds");
    }

    private PriceSourceException wrong(String what) {
        return new PriceSourceException("prices file " + file + ", line " + line + ": " + what);
    }

    /** Hands on what there is before asking for more: a cut in the data is met only after the rows before it. */
    private static final class Unhurried extends FilterInputStream {
        Unhurried(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
