package dev.barkeeper.paper;

/** A contract and the prices it walks along. */
public record Listing(ContractSpec spec, PriceSource prices) {}
