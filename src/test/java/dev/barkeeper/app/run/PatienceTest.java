package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class PatienceTest {
    /** A venue may be away for a week: what a bot in the background prints is kept in a file that does not rotate. */
    @Test
    void saysOnceWhatItWaitsFor() {
        Queue<String> faults = new ArrayDeque<>(List.of("refused", "refused"));
        List<String> said = new ArrayList<>();

        String made = new Patience(said::add)
                .until(
                        "venue",
                        () -> {
                            if (!faults.isEmpty()) {
                                throw new IOException(faults.remove());
                            }
                            return "made";
                        },
                        fault -> false);

        assertThat(made).isEqualTo("made");
        assertThat(said).containsExactly("venue does not answer, waiting: refused", "venue answers now");
    }
}
