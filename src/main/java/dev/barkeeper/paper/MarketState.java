package dev.barkeeper.paper;

/**
 * What the venue shows of one instrument at one moment.
 *
 * @param lastE8 the price path's last price (prints of accounts do not move it)
 * @param rising whether the last change of price was upward
 * @param markE8 index × (1 + funding rate × time left / interval)
 * @param indexE8 follows the price path
 * @param nextFundingMillis 04:00, 12:00 or 20:00 UTC
 * @param openInterestContracts seeded base plus what the accounts hold
 * @param prevPrice24hE8 last price a day ago
 */
public record MarketState(
        ContractSpec spec,
        long atMillis,
        long lastE8,
        boolean rising,
        long markE8,
        long indexE8,
        long bidE8,
        long askE8,
        long fundingRateE8,
        long nextFundingMillis,
        long openInterestContracts,
        long openValueMinor,
        long volume24h,
        long turnover24hMinor,
        long homeNotional24hE8,
        long foreignNotional24hE8,
        long high24hE8,
        long low24hE8,
        long vwap24hE8,
        long prevPrice24hE8) {

    public String symbol() {
        return spec.symbol();
    }
}
