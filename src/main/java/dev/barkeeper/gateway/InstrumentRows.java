package dev.barkeeper.gateway;

import dev.barkeeper.model.E8;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.MarketState;

/** Instruments and indices as the dialect writes them. Stateless. */
final class InstrumentRows {
    private static final String LISTED = "2016-05-13T12:00:00.000Z";
    private static final long FUNDING_MILLIS = 28_800_000;

    private InstrumentRows() {}

    static Row instrument(MarketState state) {
        ContractSpec spec = state.spec();
        Row row = new Row()
                .text("symbol", spec.symbol())
                .text("rootSymbol", spec.underlying())
                .text("state", "Open")
                .text("typ", spec.typ())
                .text("listing", LISTED)
                .text("front", LISTED)
                .text("positionCurrency", spec.positionCurrency())
                .text("underlying", spec.underlying())
                .text("quoteCurrency", spec.quoteCurrency())
                .text("underlyingSymbol", spec.underlying() + "=")
                .text("reference", "BMEX")
                .text("referenceSymbol", spec.referenceSymbol());
        specification(row, spec);
        funding(row, state);
        activity(row, state);
        prices(row, state);
        return row.time("timestamp", state.atMillis());
    }

    private static void specification(Row row, ContractSpec spec) {
        Instrument instrument = spec.instrument();
        row.whole("maxOrderQty", instrument.maxOrderContracts())
                .price("maxPrice", instrument.maxPriceE8())
                .whole("lotSize", instrument.lotContracts())
                .price("tickSize", instrument.tickE8())
                .whole("multiplier", spec.isInverse() ? -instrument.multiplier() : instrument.multiplier())
                .text("settlCurrency", instrument.settlementCurrency());
        if (spec.isInverse()) {
            row.whole("underlyingToSettleMultiplier", -instrument.multiplier());
        }
        if (spec.homePerContractE8() > 0) {
            long position = E8.ONE / spec.homePerContractE8();
            row.whole("underlyingToPositionMultiplier", position)
                    .whole("quoteToSettleMultiplier", instrument.multiplier() * position);
        }
        row.flag("isQuanto", spec.isQuanto())
                .flag("isInverse", spec.isInverse())
                .decimal("initMargin", instrument.initMarginE8())
                .decimal("maintMargin", instrument.maintMarginE8())
                .whole("riskLimit", spec.riskLimitMinor())
                .whole("riskStep", spec.riskStepMinor())
                .flag("taxed", true)
                .flag("deleverage", true)
                .decimal("makerFee", instrument.makerFeeE8())
                .decimal("takerFee", instrument.takerFeeE8())
                .decimal("settlementFee", 0)
                .price("minTick", instrument.tickE8())
                .flag("capped", false)
                .flag("instantPnl", true);
    }

    private static void funding(Row row, MarketState state) {
        String base = state.spec().underlying();
        row.text("fundingBaseSymbol", "." + base + "BON8H")
                .text("fundingQuoteSymbol", "." + state.spec().quoteCurrency() + "BON8H")
                .text("fundingPremiumSymbol", "." + state.symbol() + "PI8H")
                .time("fundingTimestamp", state.nextFundingMillis())
                .text("fundingInterval", WireTime.interval(FUNDING_MILLIS))
                .decimal("fundingRate", state.fundingRateE8())
                .decimal("indicativeFundingRate", state.fundingRateE8());
    }

    private static void activity(Row row, MarketState state) {
        row.price("prevClosePrice", state.prevPrice24hE8())
                .whole("totalVolume", state.volume24h())
                .whole("volume", state.volume24h())
                .whole("volume24h", state.volume24h())
                .whole("totalTurnover", state.turnover24hMinor())
                .whole("turnover", state.turnover24hMinor())
                .whole("turnover24h", state.turnover24hMinor())
                .decimal("homeNotional24h", state.homeNotional24hE8())
                .decimal("foreignNotional24h", state.foreignNotional24hE8())
                .price("prevPrice24h", state.prevPrice24hE8())
                .price("vwap", state.vwap24hE8())
                .price("highPrice", state.high24hE8())
                .price("lowPrice", state.low24hE8())
                .whole("openInterest", state.openInterestContracts())
                .whole("openValue", state.openValueMinor());
    }

    private static void prices(Row row, MarketState state) {
        row.price("lastPrice", state.lastE8())
                .price("lastPriceProtected", state.lastE8())
                .text("lastTickDirection", state.rising() ? "PlusTick" : "MinusTick");
        if (state.prevPrice24hE8() > 0) {
            row.ratio("lastChangePcnt", Row.ratio(state.lastE8() - state.prevPrice24hE8(), state.prevPrice24hE8()));
        }
        row.price("bidPrice", state.bidE8());
        if (state.bidE8() > 0 && state.askE8() > 0) {
            row.price("midPrice", (state.bidE8() + state.askE8()) / 2)
                    .price("impactMidPrice", (state.bidE8() + state.askE8()) / 2);
        }
        row.price("askPrice", state.askE8())
                .price("impactBidPrice", state.bidE8())
                .price("impactAskPrice", state.askE8())
                .flag("hasLiquidity", state.bidE8() > 0 && state.askE8() > 0)
                .text("fairMethod", "FundingRate")
                .decimal("fairBasisRate", 0)
                .decimal("fairBasis", state.markE8() - state.indexE8())
                .price("fairPrice", state.markE8())
                .text("markMethod", "FairPrice")
                .price("markPrice", state.markE8())
                .price("indicativeSettlePrice", state.indexE8());
    }

    /** The index behind a contract: mark and last are its value, and it has no book. */
    static Row index(MarketState state) {
        return new Row()
                .text("symbol", state.spec().referenceSymbol())
                .text("rootSymbol", state.spec().underlying())
                .text("state", "Open")
                .text("typ", "MRCXXX")
                .text("listing", LISTED)
                .text("underlying", state.spec().underlying())
                .text("quoteCurrency", state.spec().quoteCurrency())
                .text("reference", "BMI")
                .text("referenceSymbol", state.spec().referenceSymbol())
                .price("tickSize", 1_000_000)
                .flag("isQuanto", false)
                .flag("isInverse", false)
                .price("lastPrice", state.indexE8())
                .text("markMethod", "LastPrice")
                .price("markPrice", state.indexE8())
                .time("timestamp", state.atMillis());
    }
}
