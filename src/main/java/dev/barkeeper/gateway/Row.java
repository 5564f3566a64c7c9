package dev.barkeeper.gateway;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.barkeeper.model.E8;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One object of the dialect: ordered fields, empty ones left out as the venue does since 2023. Not thread-safe. */
final class Row {
    private static final int RATIO_DIGITS = 4;

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** The fields, live. */
    @JsonValue
    Map<String, Object> fields() {
        return fields;
    }

    Row put(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** Left out when empty. */
    Row text(String name, String value) {
        return value.isEmpty() ? this : put(name, value);
    }

    Row whole(String name, long value) {
        return put(name, value);
    }

    Row flag(String name, boolean value) {
        return put(name, value);
    }

    /** A price; 0 means there is none and it is left out. */
    Row price(String name, long priceE8) {
        return priceE8 == 0 ? this : decimal(name, priceE8);
    }

    /** A number ×1e-8, zero included. */
    Row decimal(String name, long valueE8) {
        return put(name, E8.toDecimal(valueE8));
    }

    Row decimal(String name, BigDecimal value) {
        return put(name, value);
    }

    /** To four digits, without needless zeros. */
    Row ratio(String name, BigDecimal value) {
        return put(name, E8.plain(value.setScale(RATIO_DIGITS, RoundingMode.HALF_UP)));
    }

    /** What the one is of the other, to four digits; 0 where there is no whole. */
    static BigDecimal ratio(long part, long whole) {
        return whole == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), RATIO_DIGITS, RoundingMode.HALF_UP);
    }

    /** A time; 0 means there is none and it is left out. */
    Row time(String name, long epochMillis) {
        return epochMillis == 0 ? this : put(name, WireTime.text(epochMillis));
    }

    /** Explicit null: in an update, this field is cleared. */
    Row clear(String name) {
        return put(name, null);
    }

    /** The field, or null when absent. */
    Object get(String name) {
        return fields.get(name);
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String string(String name) {
        return Objects.toString(fields.get(name), "");
    }

    /** A row with the named fields only, in this row's order. */
    Row only(Collection<String> names) {
        Row part = new Row();
        fields.forEach((name, value) -> {
            if (names.contains(name)) {
                part.put(name, value);
            }
        });
        return part;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row row && row.fields.equals(fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
