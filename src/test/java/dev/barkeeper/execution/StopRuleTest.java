package dev.barkeeper.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.ContractKind;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.TriggerPrice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopRuleTest {
    static final Instrument XBTUSD = new Instrument(
            "XBTUSD",
            ContractKind.INVERSE,
            E8.parse("0.5"),
            1,
            100_000_000,
            "XBt",
            -25_000,
            75_000,
            1_000_000,
            500_000,
            10_000_000,
            E8.parse("1000000"));

    @ParameterizedTest
    @CsvSource({
        // direction, decision, entry, delta, absolute, pad, widenings, expected
        "LONG, 9328.5, 9321, 100, true, 10, 0, 9211",
        "SHORT, 9677, 9653.5, 400, true, 10, 0, 10087",
        "LONG, 9311, 9311, 0.02, false, 0, 0, 9124.5",
        "LONG, 9328.5, 9321, 100, true, 10, 2, 9191",
        "SHORT, 9677, 9653.5, 400, true, 10, 5, 10137",
        "SHORT, 9311.3, 9311, 0.02, false, 0, 0, 9498",
        "LONG, 50, 50, 400, true, 10, 0, 0.5",
        "SHORT, 999900, 999900, 400, true, 10, 3, 1000000",
        // 1e-16 below the tick of 1
        "LONG, 1.00000001, 1.00000001, 0.00000001, false, 0, 0, 0.5"
    })
    void putsTheStopWhereTheContractSays(
            Direction direction,
            String decision,
            String entry,
            String delta,
            boolean absolute,
            String pad,
            int widenings,
            String expected) {
        StopRule rule = new StopRule(
                E8.parse(delta),
                absolute,
                E8.parse(delta),
                absolute,
                E8.parse(pad),
                E8.parse("10"),
                0,
                true,
                TriggerPrice.LAST);
        assertThat(E8.toString(rule.triggerE8(XBTUSD, direction, E8.parse(decision), E8.parse(entry), widenings)))
                .isEqualTo(expected);
    }
}
