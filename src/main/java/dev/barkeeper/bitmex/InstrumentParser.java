package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.model.ContractKind;
import dev.barkeeper.model.Instrument;

/** A contract's specification from its {@code instrument} row. Stateless. */
final class InstrumentParser {
    private static final String SPOT = "IFXXXP";

    private InstrumentParser() {}

    /**
     * The multiplier is negative for inverse contracts on the wire (−100000000 for XBTUSD) and positive in the core.
     *
     * @throws WireFormatException for what is no contract (spot, an index) or lacks tick, lot or multiplier
     */
    static Instrument instrument(JsonNode node) {
        WireRow row = new WireRow(node);
        String type = row.text("typ");
        if (type.equals(SPOT) || type.startsWith("MR")) {
            throw new WireFormatException(row.text("symbol") + " is of type " + type
                    + ", which is no contract: choose a perpetual or a future");
        }
        try {
            return new Instrument(
                    row.required("symbol"),
                    kind(row),
                    row.e8("tickSize"),
                    row.whole("lotSize"),
                    Math.abs(row.whole("multiplier")),
                    row.required("settlCurrency"),
                    row.e8("makerFee"),
                    row.e8("takerFee"),
                    row.e8("initMargin"),
                    row.e8("maintMargin"),
                    row.whole("maxOrderQty"),
                    row.e8("maxPrice"));
        } catch (IllegalArgumentException e) {
            throw new WireFormatException(e.getMessage());
        }
    }

    private static ContractKind kind(WireRow row) {
        if (row.flag("isInverse")) {
            return ContractKind.INVERSE;
        }
        return row.flag("isQuanto") ? ContractKind.QUANTO : ContractKind.LINEAR;
    }
}
