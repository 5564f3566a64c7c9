package dev.barkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void putsItsFiguresIntoWords() {
        assertThat(Reason.ofPrices("close {p} above {p} of 3 bars ago", E8.parse("9505.5"), E8.parse("9500"))
                        .text())
                .isEqualTo("close 9505.5 above 9500 of 3 bars ago");
        assertThat(Reason.ofDoubles("z180 {f}, vol180 before {f}", 10.25, 1e-4).text())
                .isEqualTo("z180 10.25, vol180 before 1.0E-4");
        assertThat(Reason.ofDouble("moved {d}", -0.1).text()).isEqualTo("moved -0.1");
        assertThat(Reason.ofPrices("chg5 {p} under -25", -30 * E8.ONE, 0).text())
                .isEqualTo("chg5 -30 under -25");
    }

    @Test
    void leavesWordsAloneWhateverBracesTheyHave() {
        for (String words : new String[] {"", "held", "{", "{x}", "a {p", "{} {{p"}) {
            assertThat(Reason.of(words).text()).isEqualTo(words);
        }
        assertThat(Reason.of(" ").isBlank()).isTrue();
    }

    @Test
    void isEqualByPatternAndFigures() {
        assertThat(Reason.ofDouble("moved {d}", 1)).isEqualTo(Reason.ofDouble("moved {d}", 1));
        assertThat(Reason.ofDouble("moved {d}", 1)).isNotEqualTo(Reason.ofDouble("moved {d}", 2));
    }
}
