package dev.barkeeper.storage;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Values of a result as the {@code mysql} shell prints them, the same on every database. Stateless. */
final class Cells {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int NANO_DIGITS = 9;

    private Cells() {}

    static boolean isNumeric(ResultSetMetaData about, int column) throws SQLException {
        return switch (about.getColumnType(column)) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.DECIMAL,
                    Types.NUMERIC,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.BIT,
                    Types.BOOLEAN -> true;
            default -> false;
        };
    }

    /** The cell's text; empty when it is NULL. */
    static Optional<String> text(ResultSet row, ResultSetMetaData about, int column) throws SQLException {
        return switch (about.getColumnType(column)) {
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                        .map(time -> dateTime(time, digits(about, column)));
            case Types.TIME ->
                Optional.ofNullable(row.getObject(column, LocalTime.class))
                        .map(time -> DateTimeFormatter.ISO_LOCAL_TIME.format(time.withNano(0)));
            case Types.DECIMAL, Types.NUMERIC ->
                Optional.ofNullable(row.getBigDecimal(column)).map(BigDecimal::toPlainString);
            case Types.BOOLEAN, Types.BIT -> {
                int value = row.getInt(column);
                yield row.wasNull() ? Optional.empty() : Optional.of(Integer.toString(value));
            }
            default -> plain(row.getObject(column));
        };
    }

    private static Optional<String> plain(Object value) throws SQLException {
        if (value instanceof Clob text) {
            return Optional.of(text.getSubString(1, Math.toIntExact(text.length())));
        }
        if (value instanceof Blob bytes) {
            return Optional.of(new String(bytes.getBytes(1, Math.toIntExact(bytes.length())), StandardCharsets.UTF_8));
        }
        if (value instanceof byte[] bytes) {
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
        return Optional.ofNullable(value).map(Object::toString);
    }

    private static int digits(ResultSetMetaData about, int column) {
        try {
            int display = about.getColumnDisplaySize(column);
            int length = "2022-01-01 00:00:00".length();
            return Math.max(0, Math.min(NANO_DIGITS, Math.max(about.getScale(column), display - length - 1)));
        } catch (SQLException e) {
            throw new IllegalStateException("column " + column + " does not tell its digits", e);
        }
    }

    private static String dateTime(LocalDateTime time, int digits) {
        String seconds = SECONDS.format(time);
        return digits == 0
                ? seconds
                : seconds + "."
                        + String.format(Locale.ROOT, "%09d", time.getNano()).substring(0, digits);
    }
}
