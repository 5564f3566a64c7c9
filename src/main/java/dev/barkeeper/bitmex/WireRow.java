package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.model.E8;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One row of a table with typed fields, all of them optional: absent, null and empty text are the same. Unreadable
 * values throw {@link WireFormatException}. Immutable as long as nobody changes the tree.
 */
record WireRow(JsonNode node) {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    /** A number with more digits before the point is no price and no quantity. */
    private static final int MAX_WHOLE_DIGITS = 19;
    /** More than a double's noise has; to work out an exponent of millions takes minutes and all of the heap. */
    private static final int MAX_SCALE = 400;

    private static final int MAX_NUMBER_LETTERS = 1_000;

    /** The wire's form of a time: UTC, always three digits of milliseconds. */
    static String iso(long millis) {
        return ISO.format(Instant.ofEpochMilli(millis));
    }

    boolean has(String field) {
        JsonNode value = node.path(field);
        return !value.isMissingNode() && !value.isNull() && !value.asText("x").isEmpty();
    }

    /** Empty when absent. */
    String text(String field) {
        return has(field) ? node.path(field).asText() : "";
    }

    String required(String field) {
        if (!has(field)) {
            throw new WireFormatException("a row without " + field + ": " + node);
        }
        return text(field);
    }

    boolean flag(String field) {
        return node.path(field).asBoolean(false);
    }

    /** A whole number, exact over all of {@code long}; 0 when absent. */
    long whole(String field) {
        try {
            return has(field) ? decimal(field).longValueExact() : 0;
        } catch (ArithmeticException e) {
            throw unreadable(field, e);
        }
    }

    /** A decimal in units of 1e-8, binary noise beyond rounded away; 0 when absent. */
    long e8(String field) {
        try {
            return has(field) ? E8.of(decimal(field)) : 0;
        } catch (ArithmeticException e) {
            throw unreadable(field, e);
        }
    }

    /** Epoch milliseconds of an ISO time; 0 when absent. */
    long millis(String field) {
        if (!has(field)) {
            return 0;
        }
        try {
            return Instant.parse(text(field)).toEpochMilli();
        } catch (DateTimeException e) {
            throw unreadable(field, e);
        }
    }

    /** The first of the two times that is there. */
    long millis(String field, String otherwise) {
        return has(field) ? millis(field) : millis(otherwise);
    }

    private BigDecimal decimal(String field) {
        JsonNode value = node.path(field);
        try {
            BigDecimal decimal = value.isNumber() ? value.decimalValue() : number(value.asText());
            if (Math.abs((long) decimal.scale()) > MAX_SCALE
                    || decimal.precision() - decimal.scale() > MAX_WHOLE_DIGITS) {
                throw new ArithmeticException("too large, or too small");
            }
            return decimal;
        } catch (NumberFormatException e) {
            throw unreadable(field, e);
        }
    }

    private static BigDecimal number(String text) {
        if (text.length() > MAX_NUMBER_LETTERS) {
            throw new NumberFormatException("too long");
        }
        return new BigDecimal(text);
    }

    private WireFormatException unreadable(String field, Exception cause) {
        return new WireFormatException(
                "field " + field + " cannot be read: " + node.path(field) + " (" + cause.getMessage() + ")");
    }
}
