package dev.barkeeper.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The {@code filter} parameter: an object of wanted values, an array being any of its values; besides the columns it
 * knows {@code open}, {@code ordStatus.isTerminated}, {@code startTime}, {@code endTime} and parts of a time such as
 * {@code timestamp.date}. Stateless.
 */
final class RowFilter {
    private static final Set<String> TERMINATED = Set.of("Filled", "Canceled", "Rejected", "Expired");

    private RowFilter() {}

    /** @throws ApiError 400 for what is no object, an unknown column or a value that cannot be */
    static Predicate<Row> of(JsonNode filter, Table table) {
        if (!filter.isObject()) {
            throw ApiError.badRequest("filter values are not valid");
        }
        List<Predicate<Row>> all = new ArrayList<>();
        filter.properties().forEach(field -> all.add(one(field.getKey(), field.getValue(), table)));
        return row -> all.stream().allMatch(predicate -> predicate.test(row));
    }

    private static Predicate<Row> one(String name, JsonNode wanted, Table table) {
        switch (name) {
            case "open":
                if (table.types().containsKey(name)) {
                    // of a bin it is a price
                    return column(name, wanted, table);
                }
                boolean open = wanted.asBoolean();
                return table == Table.POSITION
                        ? row -> row.get("isOpen").equals(open)
                        : row -> isTerminated(row) != open;
            case "ordStatus.isTerminated":
                boolean terminated = wanted.asBoolean();
                return row -> isTerminated(row) == terminated;
            case "startTime":
                String start = time(wanted);
                return row -> row.string("timestamp").compareTo(start) >= 0;
            case "endTime":
                String end = time(wanted);
                return row -> row.string("timestamp").compareTo(end) <= 0;
            default:
                return column(name, wanted, table);
        }
    }

    private static boolean isTerminated(Row row) {
        return TERMINATED.contains(row.string("ordStatus"));
    }

    private static Predicate<Row> column(String name, JsonNode wanted, Table table) {
        int dot = name.indexOf('.');
        String column = dot < 0 ? name : name.substring(0, dot);
        String type = table.types().get(column);
        if (type == null || dot >= 0 && !type.equals("timestamp")) {
            throw ApiError.badRequest("filter columns are not valid");
        }
        List<JsonNode> any = new ArrayList<>();
        if (wanted.isArray()) {
            wanted.forEach(any::add);
        } else {
            any.add(wanted);
        }
        if (dot >= 0) {
            String part = name.substring(dot + 1);
            return row -> any.stream()
                    .anyMatch(value -> part(row.string(column), part)
                            .filter(text -> sameText(text, value.asText()))
                            .isPresent());
        }
        List<JsonNode> values = type.equals("timestamp")
                ? any.stream().map(value -> Json.tree(time(value))).toList()
                : any;
        return row -> values.stream().anyMatch(value -> matches(row.get(column), value));
    }

    private static String time(JsonNode value) {
        OptionalLong millis = WireTime.parse(value.asText());
        return WireTime.text(millis.orElseThrow(() -> ApiError.badRequest("filter values are not valid")));
    }

    private static boolean matches(Object actual, JsonNode wanted) {
        if (actual == null || wanted.isNull()) {
            return (actual == null || "".equals(actual))
                    && (wanted.isNull() || wanted.asText().isEmpty());
        }
        if (actual instanceof Number) {
            if (wanted.asText().length() > Params.MAX_NUMBER) {
                return false;
            }
            try {
                return new BigDecimal(actual.toString()).compareTo(new BigDecimal(wanted.asText())) == 0;
            } catch (NumberFormatException e) {
                throw ApiError.badRequest("filter values are not valid");
            }
        }
        return actual.toString().equals(wanted.asText());
    }

    private static boolean sameText(String actual, String wanted) {
        return actual.equals(wanted)
                || wanted.matches("\\d+")
                        && actual.matches("\\d+")
                        && withoutZeros(actual).equals(withoutZeros(wanted));
    }

    private static String withoutZeros(String digits) {
        return digits.replaceFirst("^0+(?=.)", "");
    }

    /** A part of a time: date, month, year, time, hour, minute, second, week day. */
    private static Optional<String> part(String timestamp, String part) {
        if (timestamp.isEmpty()) {
            return Optional.empty();
        }
        LocalDateTime time = OffsetDateTime.parse(timestamp).toLocalDateTime();
        return Optional.of(
                switch (part.toLowerCase(Locale.ROOT)) {
                    case "date" -> time.toLocalDate().toString();
                    case "month" -> timestamp.substring(0, 7);
                    case "year", "yyyy" -> timestamp.substring(0, 4);
                    case "time" -> timestamp.substring(11, 23);
                    case "minute" -> timestamp.substring(11, 16);
                    case "second" -> timestamp.substring(11, 19);
                    case "hh" -> timestamp.substring(11, 13);
                    case "uu", "mm" -> timestamp.substring(14, 16);
                    case "ss" -> timestamp.substring(17, 19);
                    case "dd" -> timestamp.substring(8, 10);
                    case "ww" -> String.valueOf(time.get(ChronoField.DAY_OF_WEEK));
                    default -> throw ApiError.badRequest("filter columns are not valid");
                });
    }
}
