package dev.barkeeper.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request's parameters, whether they came in the query, as a form or as JSON. Immutable. */
final class Params {
    /** Characters and digits of a number, far beyond any that fits. */
    static final int MAX_NUMBER = 64;
    /** Characters of an order's remark that are kept. */
    static final int MAX_REMARK = 255;

    private final Map<String, JsonNode> values;

    private Params(Map<String, JsonNode> values) {
        this.values = values;
    }

    /**
     * Query and body together; the body wins.
     *
     * @throws ApiError 400 for a body that announces JSON and is none
     */
    static Params of(String query, String contentType, byte[] body) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        addForm(query, values);
        String text = new String(body, StandardCharsets.UTF_8);
        if (contentType.toLowerCase(Locale.ROOT).contains("json") || text.startsWith("{")) {
            addJson(text, values);
        } else {
            addForm(text, values);
        }
        return new Params(values);
    }

    /** The parameters in one JSON object. */
    static Params of(JsonNode object) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        object.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
        return new Params(values);
    }

    private static void addJson(String text, Map<String, JsonNode> values) {
        if (text.isBlank()) {
            return;
        }
        JsonNode node = Json.read(text)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> ApiError.invalid("The body is not a JSON object"));
        node.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
    }

    private static void addForm(String text, Map<String, JsonNode> values) {
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decode(pair.substring(0, equals)), TextNode.valueOf(decode(pair.substring(equals + 1))));
            }
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("wrong percent encoding: " + text);
        }
    }

    boolean has(String name) {
        return text(name).isPresent();
    }

    /** The value as text; empty when it is absent, null or "". */
    Optional<String> text(String name) {
        JsonNode node = values.get(name);
        if (node == null || node.isNull() || node.isContainerNode()) {
            return Optional.empty();
        }
        return Optional.of(node.asText()).filter(text -> !text.isEmpty());
    }

    /** @throws ApiError 400 {@code <name> is invalid} for what is no number */
    Optional<BigDecimal> decimal(String name) {
        try {
            Optional<BigDecimal> number = text(name)
                    // half a million digits take seconds to read
                    .filter(text -> text.length() <= MAX_NUMBER)
                    .map(BigDecimal::new)
                    // and a hundred million, of 1e99999999, minutes to be written out
                    .filter(read -> read.scale() <= MAX_NUMBER && read.precision() - read.scale() <= MAX_NUMBER);
            if (number.isEmpty() && has(name)) {
                throw ApiError.badRequest(name + " is invalid");
            }
            return number;
        } catch (NumberFormatException e) {
            throw ApiError.badRequest(name + " is invalid");
        }
    }

    /** The remark on an order, cut where it is longer than a remark is; no order is refused for it. */
    String remark() {
        String text = text("text").orElse("");
        return text.substring(0, Math.min(text.length(), MAX_REMARK));
    }

    /** @throws ApiError 400 {@code <name> is invalid} for what is no whole number */
    Optional<Long> whole(String name) {
        try {
            return decimal(name).map(BigDecimal::longValueExact);
        } catch (ArithmeticException e) {
            throw ApiError.badRequest(name + " is invalid");
        }
    }

    boolean flag(String name, boolean byDefault) {
        return text(name)
                .map(text -> text.equalsIgnoreCase("true") || text.equals("1"))
                .orElse(byDefault);
    }

    /** A JSON value, given as such or as text holding JSON; empty when absent or no JSON. */
    Optional<JsonNode> json(String name) {
        JsonNode node = values.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        return node.isTextual() ? Json.read(node.textValue()) : Optional.of(node);
    }

    /** Several values: a JSON array, text holding one, or a comma list. */
    List<String> list(String name) {
        JsonNode node = values.get(name);
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (node.isTextual() && node.textValue().startsWith("[")) {
            node = Json.read(node.textValue()).orElseThrow(() -> ApiError.badRequest(name + " is invalid"));
        }
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> texts.add(item.asText()));
        } else {
            for (String part : node.asText().split(",")) {
                if (!part.isBlank()) {
                    texts.add(part.trim());
                }
            }
        }
        return texts;
    }
}
