package dev.barkeeper.model;

/** How a contract's value follows its price. */
public enum ContractKind {
    /** Quoted in USD, settled in the coin: value = lot value / price. */
    INVERSE,
    /** Settled in the quote currency: value = multiplier × price. */
    LINEAR,
    /** Settled in a third currency at a fixed rate: value = multiplier × price. */
    QUANTO
}
