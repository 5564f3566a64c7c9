package dev.barkeeper.model;

/**
 * What we ask of a venue.
 *
 * @param contracts above 0; 0 only with {@code closePosition}: the whole position
 * @param limitE8 0 where the type has none
 * @param triggerE8 0 where the type has none
 * @param reduceOnly never opens or turns a position
 * @param closePosition execInst {@code Close}: implies reduce only, not shed under load when without quantity
 */
public record OrderRequest(
        ClientOrderId id,
        String symbol,
        Side side,
        OrderType type,
        long contracts,
        long limitE8,
        long triggerE8,
        TriggerPrice trigger,
        boolean reduceOnly,
        boolean closePosition) {

    public OrderRequest {
        if (contracts < 0 || (contracts == 0 && !closePosition)) {
            throw new IllegalArgumentException(id + ": quantity " + contracts);
        }
        if ((limitE8 > 0) != type.isLimit() || (triggerE8 > 0) != type.isTriggered()) {
            throw new IllegalArgumentException(
                    id + ": " + type + " with limit " + limitE8 + " and trigger " + triggerE8);
        }
    }

    /** A market order that opens or adds. */
    public static OrderRequest market(ClientOrderId id, String symbol, Side side, long contracts) {
        return new OrderRequest(id, symbol, side, OrderType.MARKET, contracts, 0, 0, TriggerPrice.LAST, false, false);
    }

    /** A market order that only reduces. */
    public static OrderRequest leave(ClientOrderId id, String symbol, Side side, long contracts) {
        return new OrderRequest(id, symbol, side, OrderType.MARKET, contracts, 0, 0, TriggerPrice.LAST, true, false);
    }

    /** Close without quantity: everything out. */
    public static OrderRequest flatten(ClientOrderId id, String symbol, Side side) {
        return new OrderRequest(id, symbol, side, OrderType.MARKET, 0, 0, 0, TriggerPrice.LAST, true, true);
    }

    /** A protective stop, reduce-only; {@code limitE8} 0 makes it a plain stop. */
    public static OrderRequest stop(
            ClientOrderId id,
            String symbol,
            Side side,
            long contracts,
            long triggerE8,
            long limitE8,
            TriggerPrice trigger) {
        OrderType type = limitE8 > 0 ? OrderType.STOP_LIMIT : OrderType.STOP;
        return new OrderRequest(id, symbol, side, type, contracts, limitE8, triggerE8, trigger, true, false);
    }
}
