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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Rows of a prices file, checked one by one as they are read. Not thread-safe. */
final class BarRows implements AutoCloseable {
    private static final String HEADER = "timestamp,open,high,low,close,volume";
    private static final int COLUMNS = 6;
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int STAMP_LENGTH = 19;
    private static final int FAST_DIGITS = 10;

    private final Path file;
    private final boolean stampIsEnd;
    private final BufferedReader reader;
    private final int[] commas = new int[COLUMNS + 1];
    private int line;
    private long previousMillis = Long.MIN_VALUE;
    private String day = "";
    private long dayMillis;

    BarRows(Path file, boolean stampIsEnd) {
        this.file = file;
        this.stampIsEnd = stampIsEnd;
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
        header();
    }

    /** The next row, null at the end. */
    PriceBar next() {
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

    private void header() {
        String header = readLine();
        if (header == null) {
            line = 1;
            throw wrong("the file is empty; its first line must be " + HEADER);
        }
        String plain = header.startsWith("\uFEFF") ? header.substring(1) : header;
        if (!plain.trim().equals(HEADER)) {
            throw wrong("the header is \"" + plain.trim() + "\", it must be " + HEADER);
        }
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
        long stamp = time(row.substring(0, commas[1] - 1).trim());
        long openMillis = stampIsEnd ? stamp - Bar.MINUTE_MILLIS : stamp;
        if (openMillis <= previousMillis) {
            throw wrong(
                    "the time " + row.substring(0, commas[1] - 1) + " is not after the row before; rows must ascend");
        }
        previousMillis = openMillis;
        long open = price(row, 1, "open");
        long high = price(row, 2, "high");
        long low = price(row, 3, "low");
        long close = price(row, 4, "close");
        if (high < Math.max(open, close) || low > Math.min(open, close)) {
            throw wrong("high " + field(row, 2) + " and low " + field(row, 3) + " do not enclose open " + field(row, 1)
                    + " and close " + field(row, 4));
        }
        long volume = number(row, 5, "volume");
        if (volume < 0) {
            throw wrong("volume " + field(row, 5) + " is negative");
        }
        return new PriceBar(openMillis, open, high, low, close, (volume + E8.ONE / 2) / E8.ONE);
    }

    private void split(String row) {
        int found = 1;
        for (int i = 0; i < row.length(); i++) {
            if (row.charAt(i) == ',') {
                if (found == COLUMNS) {
                    found++;
                    break;
                }
                commas[found++] = i + 1;
            }
        }
        if (found != COLUMNS) {
            throw wrong("the row has " + (found > COLUMNS ? "more than " + COLUMNS : found) + " columns, it must have "
                    + COLUMNS + ": " + HEADER);
        }
        commas[COLUMNS] = row.length() + 1;
    }

    private String field(String row, int column) {
        return row.substring(commas[column], commas[column + 1] - 1).trim();
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
        int from = commas[column];
        int to = commas[column + 1] - 1;
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
            return slowNumber(field(row, column), name);
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

    /** {@code 2021-12-31 23:01:00}, with {@code T}, zero fractions, {@code Z} or {@code +00:00} allowed. */
    private long time(String text) {
        try {
            String date = text.substring(0, 10);
            if (!date.equals(day)) {
                dayMillis = LocalDate.parse(date).toEpochDay() * 86_400_000L;
                day = date;
            }
            int hour = digits(text, 11, 13);
            int minute = digits(text, 14, 16);
            int second = digits(text, 17, 19);
            boolean separators = (text.charAt(10) == ' ' || text.charAt(10) == 'T')
                    && text.charAt(13) == ':'
                    && text.charAt(16) == ':';
            boolean rest = text.length() == STAMP_LENGTH || isUtcTail(text);
            if (separators && rest && hour < 24 && minute < 60 && second == 0) {
                return dayMillis + hour * 3_600_000L + minute * 60_000L;
            }
        } catch (DateTimeException | IndexOutOfBoundsException | NumberFormatException cause) {
            throw badTime(text);
        }
        throw badTime(text);
    }

    /** {@code .000000}, {@code Z}, {@code +00:00} or nothing after the seconds. */
    private static boolean isUtcTail(String text) {
        int at = STAMP_LENGTH;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            while (at < text.length() && text.charAt(at) == '0') {
                at++;
            }
        }
        String zone = text.substring(at);
        return zone.isEmpty() || zone.equals("Z") || zone.equals("+00:00") || zone.equals("+0000");
    }

    private static int digits(String text, int from, int to) {
        return Integer.parseUnsignedInt(text, from, to, 10);
    }

    private PriceSourceException badTime(String text) {
        return wrong("the time \"" + text + "\" is not a whole minute in UTC such as 2022-01-01 00:00:00 or"
                + " 2022-01-01T00:00:00Z");
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
