package dev.barkeeper.gateway;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The dialect's tables: name, key columns and every column with its wire type. */
enum Table {
    INSTRUMENT("instrument", Columns.INSTRUMENT, false, "symbol"),
    ORDER_BOOK_L2("orderBookL2", Columns.BOOK, false, "symbol", "id", "side"),
    ORDER_BOOK_L2_25("orderBookL2_25", Columns.BOOK, false, "symbol", "id", "side"),
    ORDER_BOOK_10("orderBook10", "symbol:symbol bids:string asks:string timestamp:timestamp", false, "symbol"),
    QUOTE("quote", Columns.QUOTE, false),
    QUOTE_BIN_1M("quoteBin1m", Columns.QUOTE, false),
    QUOTE_BIN_5M("quoteBin5m", Columns.QUOTE, false),
    QUOTE_BIN_1H("quoteBin1h", Columns.QUOTE, false),
    QUOTE_BIN_1D("quoteBin1d", Columns.QUOTE, false),
    TRADE("trade", Columns.TRADE, false),
    TRADE_BIN_1M("tradeBin1m", Columns.BIN, false),
    TRADE_BIN_5M("tradeBin5m", Columns.BIN, false),
    TRADE_BIN_1H("tradeBin1h", Columns.BIN, false),
    TRADE_BIN_1D("tradeBin1d", Columns.BIN, false),
    FUNDING("funding", Columns.FUNDING, false),
    LIQUIDATION("liquidation", "orderID:guid symbol:symbol side:symbol price:float leavesQty:long", false, "orderID"),
    SETTLEMENT("settlement", "timestamp:timestamp symbol:symbol settlementType:symbol settledPrice:float", false),
    INSURANCE("insurance", "currency:symbol timestamp:timestamp walletBalance:long", false),
    ANNOUNCEMENT("announcement", "id:long link:string title:string content:string date:timestamp", false, "id"),
    ORDER("order", Columns.ORDER, true, "orderID"),
    EXECUTION("execution", Columns.EXECUTION, true, "execID"),
    POSITION("position", Columns.POSITION, true, "account", "symbol"),
    MARGIN("margin", Columns.MARGIN, true, "account", "currency"),
    WALLET("wallet", Columns.WALLET, true, "account", "currency"),
    TRANSACT("transact", Columns.TRANSACT, true, "transactID"),
    AFFILIATE(
            "affiliate",
            "account:long currency:symbol prevPayout:long prevComm:long execComm:long payoutPcnt:float"
                    + " timestamp:timestamp",
            true,
            "account",
            "currency"),
    API_KEY(
            "apiKey",
            "id:string secret:string name:string nonce:long cidr:string permissions:string enabled:boolean"
                    + " userId:long created:timestamp",
            true,
            "id");

    private final String text;
    private final Map<String, String> types;
    private final boolean personal;
    private final List<String> keys;

    Table(String text, String columns, boolean personal, String... keys) {
        this.text = text;
        this.types = parse(columns);
        this.personal = personal;
        this.keys = List.of(keys);
    }

    /** As topics and frames name it. */
    String text() {
        return text;
    }

    /** Column to wire type, in the venue's order. */
    Map<String, String> types() {
        return types;
    }

    List<String> keys() {
        return keys;
    }

    /** Whether it belongs to an account and needs a key. */
    boolean isPersonal() {
        return personal;
    }

    /** Whether a subscription may name a symbol. */
    boolean isBySymbol() {
        return !Set.of(MARGIN, WALLET, TRANSACT, AFFILIATE, INSURANCE, ANNOUNCEMENT)
                .contains(this);
    }

    /** Whether it is a topic of the socket. */
    boolean isTopic() {
        return this != API_KEY;
    }

    static Optional<Table> of(String text) {
        return Arrays.stream(values()).filter(table -> table.text.equals(text)).findFirst();
    }

    /** The REST model's name, e.g. {@code Order}. */
    String model() {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static Map<String, String> parse(String columns) {
        Map<String, String> types = new LinkedHashMap<>();
        for (String column : columns.trim().split("\\s+")) {
            int colon = column.indexOf(':');
            types.put(column.substring(0, colon), column.substring(colon + 1));
        }
        return types;
    }
}
