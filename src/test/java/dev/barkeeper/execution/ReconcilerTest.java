package dev.barkeeper.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.model.Position;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private final Reconciler reconciler = new Reconciler();
    private final List<Command> out = new ArrayList<>();

    /** Somebody closed the position after the account was read: the read that agrees with our fills is too old. */
    @Test
    void aTradeOfOthersAfterTheAccountWasReadAsksForAnotherRound() {
        begin(-100);
        reconciler.disturbByOthers();
        assertThat(reconciler.onFills(false, -100, out)).isEmpty();
        assertThat(out).containsExactly(new Command.FetchAccount());

        out.clear();
        reconciler.onAccount(account(0), 0, out);
        assertThat(reconciler.onFills(false, -100, out)).contains(position(0));
    }

    @Test
    void ourOwnFillInBetweenIsExplainedByTheReadThatHasIt() {
        begin(100);
        reconciler.disturb();
        assertThat(reconciler.onFills(false, 100, out)).contains(position(100));
    }

    @Test
    void aReadThatLacksOurOwnFillIsRepeated() {
        begin(0);
        reconciler.disturb();
        assertThat(reconciler.onFills(false, 100, out)).isEmpty();
        assertThat(out).containsExactly(new Command.FetchAccount());
    }

    private void begin(long contracts) {
        reconciler.start(out);
        reconciler.onAccount(account(contracts), 0, out);
        out.clear();
    }

    private static AccountSnapshot account(long contracts) {
        return new AccountSnapshot(position(contracts), List.of());
    }

    private static Position position(long contracts) {
        return new Position("XBTUSD", contracts, 1, 0, 1, 0);
    }
}
