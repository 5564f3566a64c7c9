package dev.barkeeper.paper;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barkeeper.model.ContractKind;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Instrument;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Contract specifications of a JSON file: an array of objects with {@code symbol}, {@code kind} (inverse, linear,
 * quanto), {@code tickSize}, {@code lotSize}, {@code multiplier}, {@code settlCurrency}, {@code makerFee},
 * {@code takerFee}, {@code initMargin}, {@code maintMargin}, {@code maxOrderQty}, {@code maxPrice}, {@code underlying},
 * {@code quoteCurrency}, {@code startPrice}; and, if wanted, {@code positionCurrency}, {@code referenceSymbol},
 * {@code homePerContract}, {@code riskLimit}, {@code riskStep}, {@code fundingRate}, {@code ladderSize}. Stateless.
 */
public final class SpecsFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> KEYS = Set.of(
            "symbol",
            "kind",
            "tickSize",
            "lotSize",
            "multiplier",
            "settlCurrency",
            "makerFee",
            "takerFee",
            "initMargin",
            "maintMargin",
            "maxOrderQty",
            "maxPrice",
            "underlying",
            "quoteCurrency",
            "startPrice",
            "positionCurrency",
            "referenceSymbol",
            "homePerContract",
            "riskLimit",
            "riskStep",
            "fundingRate",
            "ladderSize");
    private static final long DEFAULT_RISK_LIMIT = 20_000_000_000L;

    private SpecsFile() {}

    /**
     * Reads specifications.
     *
     * @throws IOException naming the file, the contract and the key that is missing, unknown or out of range
     */
    public static List<ContractSpec> load(Path file) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(file.toFile());
        } catch (JacksonException broken) {
            throw new IOException(
                    "specifications file " + file + " is no JSON: " + broken.getOriginalMessage() + " at line "
                            + broken.getLocation().getLineNr(),
                    broken);
        }
        if (!root.isArray() || root.isEmpty()) {
            throw new IOException("specifications file " + file + " must be an array of at least one contract");
        }
        List<ContractSpec> specs = new ArrayList<>();
        for (int i = 0; i < root.size(); i++) {
            try {
                specs.add(spec(root.get(i)));
            } catch (IllegalArgumentException | ArithmeticException wrong) {
                throw new IOException(
                        "specifications file " + file + ", contract " + (i + 1) + ": " + wrong.getMessage(), wrong);
            }
        }
        return specs;
    }

    private static ContractSpec spec(JsonNode node) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KEYS.contains(name)) {
                throw new IllegalArgumentException("unknown key " + name);
            }
        }
        Instrument instrument = new Instrument(
                text(node, "symbol"),
                kind(text(node, "kind")),
                E8.of(number(node, "tickSize")),
                number(node, "lotSize").longValueExact(),
                number(node, "multiplier").longValueExact(),
                text(node, "settlCurrency"),
                E8.of(number(node, "makerFee")),
                E8.of(number(node, "takerFee")),
                E8.of(number(node, "initMargin")),
                E8.of(number(node, "maintMargin")),
                number(node, "maxOrderQty").longValueExact(),
                E8.of(number(node, "maxPrice")));
        long start = E8.of(number(node, "startPrice"));
        if (!instrument.isOnTick(start) || start <= 0 || instrument.initMarginE8() <= 0) {
            throw new IllegalArgumentException("startPrice must be on tick and above 0, initMargin above 0");
        }
        return new ContractSpec(
                instrument,
                "FFWCSX",
                text(node, "underlying"),
                text(node, "quoteCurrency"),
                node.path("positionCurrency").asText(""),
                node.path("referenceSymbol").asText("." + instrument.symbol()),
                E8.of(optional(node, "homePerContract", BigDecimal.ZERO)),
                optional(node, "riskLimit", BigDecimal.valueOf(DEFAULT_RISK_LIMIT))
                        .longValueExact(),
                optional(node, "riskStep", BigDecimal.valueOf(DEFAULT_RISK_LIMIT))
                        .longValueExact(),
                E8.of(optional(node, "fundingRate", new BigDecimal("0.0001"))),
                start,
                optional(node, "ladderSize", BigDecimal.valueOf(1_000L * instrument.lotContracts()))
                        .longValueExact());
    }

    private static ContractKind kind(String text) {
        try {
            return ContractKind.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("kind " + text + " must be inverse, linear or quanto", unknown);
        }
    }

    private static String text(JsonNode node, String key) {
        if (!node.path(key).isTextual()) {
            throw new IllegalArgumentException("key " + key + " is missing or no text");
        }
        return node.get(key).asText();
    }

    private static BigDecimal number(JsonNode node, String key) {
        if (!node.path(key).isNumber()) {
            throw new IllegalArgumentException("key " + key + " is missing or no number");
        }
        return new BigDecimal(node.get(key).asText());
    }

    private static BigDecimal optional(JsonNode node, String key, BigDecimal otherwise) {
        return node.has(key) ? number(node, key) : otherwise;
    }
}
