package dev.barkeeper.paper;

import dev.barkeeper.model.ContractKind;
import dev.barkeeper.model.Instrument;

/**
 * A contract as the paper exchange lists it: the core's {@link Instrument} and what the dialect shows besides.
 *
 * @param typ the dialect's code, e.g. {@code FFWCSX} for a perpetual
 * @param underlying base currency, e.g. XBT
 * @param quoteCurrency e.g. USD
 * @param positionCurrency what one contract is counted in; empty for a quanto
 * @param referenceSymbol the index, e.g. {@code .BXBT}
 * @param homePerContractE8 linear: base currency × 1e8 of one contract; else 0
 * @param riskLimitMinor largest value of a position
 * @param fundingRateE8 rate × 1e8 paid every eight hours
 * @param startPriceE8 where generated prices begin
 * @param ladderContracts typical size of one level of the book
 */
public record ContractSpec(
        Instrument instrument,
        String typ,
        String underlying,
        String quoteCurrency,
        String positionCurrency,
        String referenceSymbol,
        long homePerContractE8,
        long riskLimitMinor,
        long riskStepMinor,
        long fundingRateE8,
        long startPriceE8,
        long ladderContracts) {

    public String symbol() {
        return instrument.symbol();
    }

    public boolean isInverse() {
        return instrument.kind() == ContractKind.INVERSE;
    }

    public boolean isQuanto() {
        return instrument.kind() == ContractKind.QUANTO;
    }
}
