package dev.barkeeper.backtest;

import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.Listing;

/**
 * What a run came to.
 *
 * @param walletMinor the account's money at the end, by the venue's books; without what is still open
 * @param alerts what a person would have been told of
 */
public record RunResult(Listing listing, long depositMinor, long walletMinor, RunRows rows, long alerts) {
    /** The contract. */
    public ContractSpec spec() {
        return listing.spec();
    }
}
