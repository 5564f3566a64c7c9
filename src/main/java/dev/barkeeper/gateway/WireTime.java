package dev.barkeeper.gateway;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/** Times as the dialect writes them: fixed width, three digits of milliseconds, {@code Z}. Stateless. */
final class WireTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    /** Intervals are written as times counted from here. */
    private static final long INTERVAL_ZERO_MILLIS =
            Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    private static final int DATE_LENGTH = 10;

    private WireTime() {}

    static String text(long epochMillis) {
        return FORMAT.format(Instant.ofEpochMilli(epochMillis));
    }

    /** A length of time, e.g. eight hours as {@code 2000-01-01T08:00:00.000Z}. */
    static String interval(long millis) {
        return text(INTERVAL_ZERO_MILLIS + millis);
    }

    /** Reads any ISO 8601 form (date, date with time, with or without zone; no zone is UTC) or epoch milliseconds. */
    static OptionalLong parse(String text) {
        String iso = text.trim().replace(' ', 'T');
        try {
            if (iso.matches("\\d{11,14}")) {
                return OptionalLong.of(Long.parseLong(iso));
            }
            if (iso.length() == DATE_LENGTH) {
                return OptionalLong.of(LocalDate.parse(iso)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli());
            }
            if (iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")) {
                return OptionalLong.of(OffsetDateTime.parse(iso).toInstant().toEpochMilli());
            }
            return OptionalLong.of(
                    LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }
}
