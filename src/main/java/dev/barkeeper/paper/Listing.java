package dev.barkeeper.paper;

/** A contract, the prices it walks along and what trading it costs. */
public record Listing(ContractSpec spec, PriceSource prices, Costs costs) {
    /** At the contract's own costs. */
    public Listing(ContractSpec spec, PriceSource prices) {
        this(spec, prices, Costs.of(spec));
    }
}
