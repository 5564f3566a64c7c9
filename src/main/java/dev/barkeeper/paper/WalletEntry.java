package dev.barkeeper.paper;

/**
 * One row of the wallet history.
 *
 * @param type {@code Deposit}, {@code RealisedPNL}, {@code Funding}
 * @param amountMinor signed, net of the fee: profit before the fee = amount + fee
 * @param feeMinor positive paid
 * @param address the symbol, as the dialect has it; empty for a deposit
 * @param orderId empty when no order stands behind it
 * @param balanceMinor wallet after it
 */
public record WalletEntry(
        String transactId,
        long account,
        String currency,
        String type,
        long amountMinor,
        long feeMinor,
        String address,
        String orderId,
        String text,
        long balanceMinor,
        long atMillis) {}
