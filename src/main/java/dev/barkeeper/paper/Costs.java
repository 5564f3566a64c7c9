package dev.barkeeper.paper;

import dev.barkeeper.model.Instrument;

/** What trading one contract costs at the paper venue, each part replaceable. Immutable. */
public record Costs(FeeModel fees, FundingModel funding, SlippageModel slippage) {

    /** What the contract itself says, and no slippage beyond the book. */
    public static Costs of(ContractSpec spec) {
        Instrument instrument = spec.instrument();
        return new Costs(
                FeeModel.of(instrument.makerFeeE8(), instrument.takerFeeE8()),
                FundingModel.constant(spec.fundingRateE8()),
                SlippageModel.NONE);
    }
}
