package dev.barkeeper.backtest;

import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.Listing;

/** What a run came to. */
public record RunResult(Listing listing, long depositMinor, RunRows rows) {
    /** The contract. */
    public ContractSpec spec() {
        return listing.spec();
    }
}
