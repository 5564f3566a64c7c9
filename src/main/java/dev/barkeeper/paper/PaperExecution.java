package dev.barkeeper.paper;

import java.util.Optional;

/**
 * One execution row of an account. Immutable.
 *
 * @param execId UUID shaped, unique per venue
 * @param order the order right after it; a funding row has none
 * @param lastContracts 0 unless it is a fill or a payment (then the size of the position)
 * @param lastE8 price of the fill; mark price of a payment
 * @param maker whether the fill added liquidity
 * @param feeRateE8 rate × 1e8 of fill or payment
 * @param costMinor signed as the venue does: inverse buys negative, linear and quanto buys positive
 * @param feeMinor positive paid, negative received
 * @param homeNotionalE8 base currency × 1e8, positive for a buy
 * @param foreignNotionalE8 quote currency × 1e8, negative for a buy
 * @param realisedMinor profit of the part it closed, before the fee
 * @param matchId the public trade; empty unless it is a fill
 * @param text remark
 * @param sequence counts up per venue: rows of one millisecond stay in order
 */
public record PaperExecution(
        String execId,
        long account,
        String symbol,
        ExecType type,
        Optional<PaperOrder> order,
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
