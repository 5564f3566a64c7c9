package dev.barkeeper.gateway;

/** The long column lists of {@link Table}, as {@code name:type}. */
final class Columns {
    static final String INSTRUMENT = """
            symbol:symbol rootSymbol:symbol state:symbol typ:symbol listing:timestamp front:timestamp
            expiry:timestamp settle:timestamp positionCurrency:symbol underlying:symbol quoteCurrency:symbol
            underlyingSymbol:symbol reference:symbol referenceSymbol:symbol maxOrderQty:long maxPrice:float
            lotSize:long tickSize:float multiplier:long settlCurrency:symbol underlyingToPositionMultiplier:long
            underlyingToSettleMultiplier:long quoteToSettleMultiplier:long isQuanto:boolean isInverse:boolean
            initMargin:float maintMargin:float riskLimit:long riskStep:long taxed:boolean deleverage:boolean
            makerFee:float takerFee:float settlementFee:float fundingBaseSymbol:symbol fundingQuoteSymbol:symbol
            fundingPremiumSymbol:symbol fundingTimestamp:timestamp fundingInterval:timespan fundingRate:float
            indicativeFundingRate:float openingTimestamp:timestamp closingTimestamp:timestamp prevClosePrice:float
            prevTotalVolume:long totalVolume:long volume:long volume24h:long prevTotalTurnover:long
            totalTurnover:long turnover:long turnover24h:long homeNotional24h:float foreignNotional24h:float
            prevPrice24h:float vwap:float highPrice:float lowPrice:float lastPrice:float lastPriceProtected:float
            lastTickDirection:symbol lastChangePcnt:float bidPrice:float midPrice:float askPrice:float
            impactBidPrice:float impactMidPrice:float impactAskPrice:float hasLiquidity:boolean openInterest:long
            openValue:long fairMethod:symbol fairBasisRate:float fairBasis:float fairPrice:float markMethod:symbol
            markPrice:float indicativeSettlePrice:float instantPnl:boolean minTick:float capped:boolean
            timestamp:timestamp""";
    static final String BOOK =
            "symbol:symbol id:long side:symbol size:long price:float timestamp:timestamp transactTime:timestamp";
    static final String QUOTE =
            "timestamp:timestamp symbol:symbol bidSize:long bidPrice:float askPrice:float askSize:long";
    static final String TRADE = """
            timestamp:timestamp symbol:symbol side:symbol size:long price:float tickDirection:symbol trdMatchID:guid
            grossValue:long homeNotional:float foreignNotional:float trdType:symbol""";
    static final String BIN = """
            timestamp:timestamp symbol:symbol open:float high:float low:float close:float trades:long volume:long
            vwap:float lastSize:long turnover:long homeNotional:float foreignNotional:float""";
    static final String FUNDING = """
            timestamp:timestamp symbol:symbol fundingInterval:timespan fundingRate:float fundingRateDaily:float""";
    static final String ORDER = """
            orderID:guid clOrdID:string clOrdLinkID:string account:long symbol:symbol side:symbol orderQty:long
            price:float displayQty:long stopPx:float pegOffsetValue:float pegPriceType:symbol currency:symbol
            settlCurrency:symbol ordType:symbol timeInForce:symbol execInst:symbol contingencyType:symbol
            ordStatus:symbol triggered:symbol workingIndicator:boolean ordRejReason:string leavesQty:long cumQty:long
            avgPx:float text:string transactTime:timestamp timestamp:timestamp""";
    static final String EXECUTION = """
            execID:guid orderID:guid clOrdID:string clOrdLinkID:string account:long symbol:symbol side:symbol
            lastQty:long lastPx:float lastLiquidityInd:symbol orderQty:long price:float displayQty:long stopPx:float
            pegOffsetValue:float pegPriceType:symbol currency:symbol settlCurrency:symbol execType:symbol
            ordType:symbol timeInForce:symbol execInst:symbol contingencyType:symbol ordStatus:symbol
            triggered:symbol workingIndicator:boolean ordRejReason:string leavesQty:long cumQty:long avgPx:float
            commission:float feeType:symbol tradePublishIndicator:symbol text:string trdMatchID:guid execCost:long
            execComm:long homeNotional:float foreignNotional:float realisedPnl:long transactTime:timestamp
            timestamp:timestamp""";
    static final String POSITION = """
            account:long symbol:symbol currency:symbol underlying:symbol quoteCurrency:symbol commission:float
            initMarginReq:float maintMarginReq:float riskLimit:long leverage:float crossMargin:boolean
            deleveragePercentile:float rebalancedPnl:long prevRealisedPnl:long prevUnrealisedPnl:long
            openOrderBuyQty:long openOrderBuyCost:long openOrderBuyPremium:long openOrderSellQty:long
            openOrderSellCost:long openOrderSellPremium:long currentQty:long currentCost:long currentComm:long
            realisedCost:long unrealisedCost:long grossOpenPremium:long isOpen:boolean markPrice:float
            markValue:long riskValue:long homeNotional:float foreignNotional:float posState:symbol posCost:long
            posCross:long posComm:long posLoss:long posMargin:long posMaint:long posInit:long initMargin:long
            maintMargin:long realisedPnl:long unrealisedPnl:long unrealisedPnlPcnt:float unrealisedRoePcnt:float
            avgCostPrice:float avgEntryPrice:float breakEvenPrice:float marginCallPrice:float liquidationPrice:float
            bankruptPrice:float strategy:symbol timestamp:timestamp""";
    static final String MARGIN = """
            account:long currency:symbol riskLimit:long amount:long prevRealisedPnl:long grossComm:long
            grossOpenCost:long grossOpenPremium:long grossMarkValue:long riskValue:long initMargin:long
            maintMargin:long targetExcessMargin:long realisedPnl:long unrealisedPnl:long walletBalance:long
            marginBalance:long marginLeverage:float marginUsedPcnt:float excessMargin:long availableMargin:long
            withdrawableMargin:long timestamp:timestamp""";
    static final String WALLET = """
            account:long currency:symbol deposited:long withdrawn:long transferIn:long transferOut:long amount:long
            pendingCredit:long pendingDebit:long confirmedDebit:long timestamp:timestamp""";
    static final String TRANSACT = """
            transactID:guid account:long currency:symbol network:symbol transactType:symbol amount:long fee:long
            transactStatus:symbol address:string tx:string text:string orderID:guid walletBalance:long
            marginBalance:long transactTime:timestamp timestamp:timestamp""";

    private Columns() {}
}
