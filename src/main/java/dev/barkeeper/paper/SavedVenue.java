package dev.barkeeper.paper;

import java.util.List;
import java.util.Map;

/**
 * A venue's accounts for a file; of the executions those that moved money, the newest 20,000.
 *
 * @param nowMillis the venue's clock; a venue that goes on should start there or later
 * @param lastE8 last price by symbol, for prices that go on
 * @param idsDrawn so that no id comes twice
 * @param queue ids of the open orders, those that come first at the same price first
 */
public record SavedVenue(
        int version,
        long nowMillis,
        Map<String, Long> lastE8,
        long idsDrawn,
        long sequence,
        List<String> queue,
        List<SavedAccount> accounts) {
    /** Of the file's form. */
    public static final int VERSION = 1;

    public SavedVenue {
        // a file of before has none
        queue = queue == null ? List.of() : queue;
    }

    public record SavedAccount(
            long number,
            Map<String, SavedWallet> wallets,
            List<SavedHolding> holdings,
            List<PaperOrder> open,
            List<PaperOrder> ended,
            List<String> clientIds,
            List<SavedExecution> executions,
            List<WalletEntry> walletRows,
            long deadMillis) {}

    public record SavedWallet(long amount, long deposited, long withdrawn) {}

    public record SavedHolding(
            String symbol,
            long contracts,
            long cost,
            long currentCost,
            long realisedCost,
            long comm,
            long realised,
            long prevRealised,
            long leverageE8) {}

    /** An execution; {@code order} holds none or one. */
    public record SavedExecution(
            String execId,
            String symbol,
            ExecType type,
            List<PaperOrder> order,
            long lastContracts,
            long lastE8,
            boolean maker,
            long feeRateE8,
            long costMinor,
            long feeMinor,
            long homeNotionalE8,
            long foreignNotionalE8,
            long realisedMinor,
            String matchId,
            String text,
            long sequence,
            long atMillis) {}
}
