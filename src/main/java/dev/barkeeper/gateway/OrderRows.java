package dev.barkeeper.gateway;

import dev.barkeeper.model.Side;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.PaperExecution;
import dev.barkeeper.paper.PaperOrder;

/** Orders and executions as the dialect writes them. Stateless. */
final class OrderRows {
    private static final String NO_ORDER = "00000000-0000-0000-0000-000000000000";

    private OrderRows() {}

    static String side(Side side) {
        return side == Side.BUY ? "Buy" : "Sell";
    }

    static Row order(PaperOrder order, ContractSpec spec) {
        Row row = new Row().text("orderID", order.orderId());
        common(row, order, spec);
        return row.time("transactTime", order.atMillis()).time("timestamp", order.atMillis());
    }

    /** The fields an order and its executions share. */
    private static void common(Row row, PaperOrder order, ContractSpec spec) {
        row.text("clOrdID", order.clOrdId())
                .whole("account", order.account())
                .text("symbol", order.symbol())
                .text("side", side(order.side()));
        if (order.contracts() > 0) {
            row.whole("orderQty", order.contracts());
        }
        row.price("price", order.limitE8());
        if (order.displayContracts() >= 0) {
            row.whole("displayQty", order.displayContracts());
        }
        row.price("stopPx", order.triggerE8())
                .text("currency", spec.quoteCurrency())
                .text("settlCurrency", spec.instrument().settlementCurrency())
                .text("ordType", order.type().text())
                .text("timeInForce", order.timeInForce().text())
                .text("execInst", order.execInstText())
                .text("ordStatus", order.status().text());
        if (order.type().isTriggered()) {
            row.put("triggered", order.triggered() ? "StopOrderTriggered" : "");
        }
        row.flag("workingIndicator", isWorking(order))
                .whole("leavesQty", order.leavesContracts())
                .whole("cumQty", order.filledContracts())
                .price("avgPx", order.averageE8())
                .text("text", order.text());
    }

    /**
     * Whether the venue would say that it works: from the moment it is accepted, or for a stop triggered, until it ends.
     * So one row tells a new order whole, and no second one must follow that says nothing but that it rests now.
     */
    private static boolean isWorking(PaperOrder order) {
        return !order.status().isTerminal() && (!order.type().isTriggered() || order.triggered());
    }

    static Row execution(PaperExecution execution, ContractSpec spec) {
        Row row = new Row().text("execID", execution.execId());
        execution
                .order()
                .ifPresentOrElse(
                        order -> common(row.text("orderID", order.orderId()), order, spec),
                        () -> payment(row, execution, spec));
        row.put("execType", execution.type().text());
        if (execution.lastContracts() > 0) {
            money(row, execution);
        }
        row.text("text", execution.text());
        return row.time("transactTime", execution.atMillis()).time("timestamp", execution.atMillis());
    }

    /** What stands in for the order of a funding or settlement row; such a row has no side. */
    private static void payment(Row row, PaperExecution execution, ContractSpec spec) {
        row.text("orderID", NO_ORDER)
                .whole("account", execution.account())
                .text("symbol", execution.symbol())
                .whole("orderQty", execution.lastContracts())
                .text("currency", spec.quoteCurrency())
                .text("settlCurrency", spec.instrument().settlementCurrency())
                .text("ordType", "Limit")
                .text("ordStatus", "Filled")
                .flag("workingIndicator", false)
                .whole("leavesQty", 0)
                .whole("cumQty", execution.lastContracts());
    }

    private static void money(Row row, PaperExecution execution) {
        row.whole("lastQty", execution.lastContracts()).price("lastPx", execution.lastE8());
        if (execution.type().isFill()) {
            row.text("lastLiquidityInd", execution.maker() ? "AddedLiquidity" : "RemovedLiquidity")
                    .text("feeType", execution.maker() ? "Maker" : "Taker")
                    .text("tradePublishIndicator", "PublishTrade")
                    .text("trdMatchID", execution.matchId());
        }
        row.decimal("commission", execution.feeRateE8())
                .whole("execCost", execution.costMinor())
                .whole("execComm", execution.feeMinor())
                .decimal("homeNotional", execution.homeNotionalE8())
                .decimal("foreignNotional", execution.foreignNotionalE8())
                .whole("realisedPnl", execution.realisedMinor());
    }
}
