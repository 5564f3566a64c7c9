package dev.barkeeper.paper;

/** Wallet of an account in one currency, minor units. */
public record PaperWallet(
        long account, String currency, long amountMinor, long depositedMinor, long withdrawnMinor, long atMillis) {}
