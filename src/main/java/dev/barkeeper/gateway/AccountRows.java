package dev.barkeeper.gateway;

import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.PaperMargin;
import dev.barkeeper.paper.PaperPosition;
import dev.barkeeper.paper.PaperWallet;
import dev.barkeeper.paper.WalletEntry;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Positions, margins and wallets as the dialect writes them. Stateless. */
final class AccountRows {
    private static final Comparator<Row> XBT_FIRST =
            Comparator.comparing(row -> !row.string("currency").equals("XBt"));

    private AccountRows() {}

    static Row position(PaperPosition position, ContractSpec spec) {
        Row row = new Row()
                .whole("account", position.account())
                .text("symbol", position.symbol())
                .text("currency", position.currency())
                .text("underlying", spec.underlying())
                .text("quoteCurrency", spec.quoteCurrency())
                .decimal("commission", spec.instrument().takerFeeE8())
                .decimal("initMarginReq", position.initMarginReqE8())
                .decimal("maintMarginReq", position.maintMarginReqE8())
                .whole("riskLimit", position.riskLimitMinor())
                .decimal("leverage", position.leverageE8())
                .flag("crossMargin", position.crossMargin())
                .whole("rebalancedPnl", 0)
                .whole("prevRealisedPnl", position.prevRealisedMinor());
        quantities(row, position);
        margins(row, position);
        prices(row, position);
        return row.text("strategy", "OneWay").time("timestamp", position.atMillis());
    }

    private static void quantities(Row row, PaperPosition position) {
        row.whole("openOrderBuyQty", position.openBuyContracts())
                .whole("openOrderBuyCost", position.openBuyCostMinor())
                .whole("openOrderBuyPremium", 0)
                .whole("openOrderSellQty", position.openSellContracts())
                .whole("openOrderSellCost", position.openSellCostMinor())
                .whole("openOrderSellPremium", 0)
                .whole("currentQty", position.contracts())
                .whole("currentCost", position.currentCostMinor())
                .whole("currentComm", position.commMinor())
                .whole("realisedCost", position.realisedCostMinor())
                .whole("unrealisedCost", position.costMinor())
                .whole("grossOpenPremium", 0)
                .flag("isOpen", position.open());
    }

    private static void margins(Row row, PaperPosition position) {
        row.price("markPrice", position.markE8())
                .whole("markValue", position.markValueMinor())
                .whole("riskValue", riskValue(position))
                .decimal("homeNotional", position.homeNotionalE8())
                .decimal("foreignNotional", position.foreignNotionalE8())
                .whole("posCost", position.costMinor())
                .whole("posCross", position.posCrossMinor())
                .whole("posComm", position.posCommMinor())
                .whole("posLoss", 0)
                .whole("posMargin", position.posMarginMinor())
                .whole("posMaint", position.posMaintMinor())
                .whole("posInit", position.posInitMinor())
                .whole("initMargin", position.initMarginMinor())
                .whole("maintMargin", position.maintMarginMinor())
                .whole("realisedPnl", position.realisedMinor())
                .whole("unrealisedPnl", position.unrealisedMinor());
    }

    /** Value of the position and cost of what is open in the book. */
    private static long riskValue(PaperPosition position) {
        return Math.abs(position.markValueMinor())
                + Math.abs(position.openBuyCostMinor())
                + Math.abs(position.openSellCostMinor());
    }

    private static void prices(Row row, PaperPosition position) {
        BigDecimal pnlPart = Row.ratio(position.unrealisedMinor(), Math.abs(position.costMinor()));
        BigDecimal leverage = BigDecimal.valueOf(position.leverageE8(), 8);
        row.ratio("unrealisedPnlPcnt", pnlPart).ratio("unrealisedRoePcnt", pnlPart.multiply(leverage));
        row.price("avgCostPrice", position.averageE8())
                .price("avgEntryPrice", position.averageE8())
                .price("breakEvenPrice", position.breakEvenE8())
                .price("marginCallPrice", position.liquidationE8())
                .price("liquidationPrice", position.liquidationE8())
                .price("bankruptPrice", position.bankruptE8());
    }

    /** Margins with XBt first: many clients read the first row and no other. */
    static Stream<Row> margins(List<PaperMargin> margins) {
        return margins.stream().map(AccountRows::margin).sorted(XBT_FIRST);
    }

    /** Wallets, XBt first. */
    static Stream<Row> wallets(List<PaperWallet> wallets) {
        return wallets.stream().map(AccountRows::wallet).sorted(XBT_FIRST);
    }

    static Row margin(PaperMargin margin) {
        return new Row()
                .whole("account", margin.account())
                .text("currency", margin.currency())
                .whole("amount", margin.walletBalanceMinor())
                .whole("prevRealisedPnl", margin.prevRealisedMinor())
                .whole("grossComm", margin.grossCommMinor())
                .whole("grossOpenCost", margin.grossOpenCostMinor())
                .whole("grossOpenPremium", 0)
                .whole("grossMarkValue", margin.grossMarkValueMinor())
                .whole("riskValue", margin.riskValueMinor())
                .whole("initMargin", margin.initMarginMinor())
                .whole("maintMargin", margin.maintMarginMinor())
                .whole("targetExcessMargin", 0)
                .whole("realisedPnl", margin.realisedMinor())
                .whole("unrealisedPnl", margin.unrealisedMinor())
                .whole("walletBalance", margin.walletBalanceMinor())
                .whole("marginBalance", margin.marginBalanceMinor())
                .decimal("marginLeverage", margin.leverageE8())
                .decimal("marginUsedPcnt", margin.usedE8())
                .whole("excessMargin", margin.availableMinor())
                .whole("availableMargin", margin.availableMinor())
                .whole("withdrawableMargin", Math.max(0, margin.availableMinor()))
                .time("timestamp", margin.atMillis());
    }

    static Row wallet(PaperWallet wallet) {
        return new Row()
                .whole("account", wallet.account())
                .text("currency", wallet.currency())
                .whole("deposited", wallet.depositedMinor())
                .whole("withdrawn", wallet.withdrawnMinor())
                .whole("transferIn", 0)
                .whole("transferOut", 0)
                .whole("amount", wallet.amountMinor())
                .whole("pendingCredit", 0)
                .whole("pendingDebit", 0)
                .whole("confirmedDebit", 0)
                .time("timestamp", wallet.atMillis());
    }

    static Row transaction(WalletEntry entry) {
        return new Row()
                .text("transactID", entry.transactId())
                .whole("account", entry.account())
                .text("currency", entry.currency())
                .text("transactType", entry.type())
                .whole("amount", entry.amountMinor())
                .whole("fee", entry.feeMinor())
                .text("transactStatus", "Completed")
                .text("address", entry.address())
                .text("text", entry.text())
                .text("orderID", entry.orderId())
                .whole("walletBalance", entry.balanceMinor())
                .time("transactTime", entry.atMillis())
                .time("timestamp", entry.atMillis());
    }
}
