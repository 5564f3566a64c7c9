package dev.barkeeper.simulation;

import dev.barkeeper.bot.BotRules;
import dev.barkeeper.execution.StopRule;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.model.BotState;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Side;
import dev.barkeeper.paper.PaperOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The price of the stop that rests at the venue, against what the rule gives for the rows that were kept. */
final class StopAudit {
    /** After any of these the venue may have taken a stop for none before its word on it was heard. */
    private static final List<FaultKind> WIDENING = List.of(FaultKind.values()).stream()
            .filter(kind -> kind.group() == FaultKind.Group.STOP)
            .toList();

    private final BotRules rules;
    private final DecisionAudit decisions;
    private final Chance chance;
    private final Findings findings;
    private final Map<Direction, Decision> newest = new EnumMap<>(Direction.class);
    private BotState state = BotState.INITIAL;

    StopAudit(BotRules rules, DecisionAudit decisions, Chance chance, Findings findings) {
        this.rules = rules;
        this.decisions = decisions;
        this.chance = chance;
        this.findings = findings;
    }

    void onCommit(Commit commit) {
        commit.decisions().forEach(row -> newest.put(row.direction(), row));
        state = commit.state().orElse(state);
    }

    /**
     * @param stop the only order of the account
     * @param averageE8 the venue's average price of what is held behind it
     */
    void checkAtRest(PaperOrder stop, long averageE8) {
        Direction direction = stop.side() == Side.SELL ? Direction.LONG : Direction.SHORT;
        Decision row = newest.get(direction);
        if (row == null || row.contracts() == 0 || row.priceE8() != state.decisionE8()) {
            findings.violate("stop-price", "decided " + row + ", kept " + state);
        }
        // what others bought and sold again has moved the venue's average, and not what the bot paid
        if (!decisions.hasForeign()
                && Math.abs(averageE8 - state.entryE8()) > rules.instrument().tickE8()) {
            findings.violate("stop-price", "kept " + state + ", the venue's average is " + averageE8);
        }
        if (state.stopWidenings() > 0 && WIDENING.stream().allMatch(kind -> chance.injected(kind) == 0)) {
            findings.violate("stop-price", "moved away though none was refused: " + state);
        }
        StopRule rule = rules.stopRule();
        long triggerE8 = rule.triggerE8(
                rules.instrument(), direction, state.decisionE8(), state.entryE8(), state.stopWidenings());
        if (stop.triggerE8() != triggerE8
                || stop.limitE8() != rule.limitE8(rules.instrument(), direction, triggerE8)
                || stop.triggerPrice() != rule.trigger()) {
            findings.violate("stop-price", stop + ", by the rule " + triggerE8 + " of " + state);
        }
    }
}
