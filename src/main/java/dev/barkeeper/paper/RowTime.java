package dev.barkeeper.paper;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * Reads the times of a prices file: ISO in UTC ({@code 2021-12-31 23:01:00}, with {@code T}, zero fractions, {@code Z} or
 * {@code +00:00}) or epoch seconds, milliseconds or microseconds. Not thread-safe.
 */
final class RowTime {
    private static final int STAMP_LENGTH = 19;
    private static final long MINUTE = 60_000;
    private static final int SECONDS_DIGITS = 10;
    private static final int MILLIS_DIGITS = 13;
    private static final int MICROS_DIGITS = 16;

    private String day = "";
    private long dayMillis;

    /** Epoch milliseconds; empty for what is no whole minute in UTC. */
    OptionalLong millis(String text) {
        try {
            return isEpoch(text) ? epoch(text) : iso(text);
        } catch (DateTimeException | IndexOutOfBoundsException | NumberFormatException cause) {
            return OptionalLong.empty();
        }
    }

    private OptionalLong iso(String text) {
        String date = text.substring(0, 10);
        if (!date.equals(day)) {
            dayMillis = LocalDate.parse(date).toEpochDay() * 86_400_000L;
            day = date;
        }
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        boolean separators =
                (text.charAt(10) == ' ' || text.charAt(10) == 'T') && text.charAt(13) == ':' && text.charAt(16) == ':';
        boolean rest = text.length() == STAMP_LENGTH || isUtcTail(text);
        return separators && rest && hour < 24 && minute < 60 && second == 0
                ? OptionalLong.of(dayMillis + hour * 3_600_000L + minute * MINUTE)
                : OptionalLong.empty();
    }

    private static OptionalLong epoch(String text) {
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        long value = Long.parseLong(whole);
        long millis = whole.length() == SECONDS_DIGITS
                ? value * 1_000
                : whole.length() == MICROS_DIGITS && value % 1_000 == 0 ? value / 1_000 : value;
        boolean rest = point < 0 || text.substring(point + 1).chars().allMatch(c -> c == '0');
        boolean length = whole.length() == SECONDS_DIGITS
                || whole.length() == MILLIS_DIGITS
                || (whole.length() == MICROS_DIGITS && value % 1_000 == 0);
        return length && rest && millis % MINUTE == 0 ? OptionalLong.of(millis) : OptionalLong.empty();
    }

    private static boolean isEpoch(String text) {
        return text.length() >= SECONDS_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
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
}
