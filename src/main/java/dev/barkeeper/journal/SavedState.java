package dev.barkeeper.journal;

import dev.barkeeper.model.BotState;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.OrderTicket;
import java.util.List;

/**
 * What a bot finds at start.
 *
 * @param ownContracts signed sum of all the bot's own fills (those whose client id carries its EMI)
 * @param tickets every ticket that has not ended, and the newest {@value #RECENT_TICKETS} besides, oldest first
 * @param recentDecisions the newest {@value #RECENT_DECISIONS}, oldest first
 * @param recentFills the newest {@value #RECENT_FILLS} of the account and symbol, oldest first
 * @param recentPayments execution ids of the newest {@value #RECENT_PAYMENTS} payments of the account and symbol
 * @param newestExecutionMillis transaction time of the newest stored fill or payment, 0 when there is none
 * @param nextSequence the journal's next number
 */
public record SavedState(
        BotState state,
        long ownContracts,
        List<OrderTicket> tickets,
        List<Decision> recentDecisions,
        List<Fill> recentFills,
        List<String> recentPayments,
        long newestExecutionMillis,
        long nextSequence) {
    public static final int RECENT_TICKETS = 200;
    public static final int RECENT_DECISIONS = 64;
    public static final int RECENT_FILLS = 2_000;
    public static final int RECENT_PAYMENTS = 100;

    /** Nothing yet. */
    public static final SavedState EMPTY =
            new SavedState(BotState.INITIAL, 0, List.of(), List.of(), List.of(), List.of(), 0, 1);
}
