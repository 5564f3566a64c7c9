package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.journal.HistoryRead;
import dev.barkeeper.model.Bar;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedBarsTest {
    @Test
    void barsComeBackAsTheyWere() {
        List<Bar> bars = bars(500);
        assertThat(PackedBars.unpack(PackedBars.pack(bars))).isEqualTo(bars);
        assertThat(PackedBars.unpack(PackedBars.pack(List.of()))).isEmpty();
    }

    @Test
    void threeWeeksAreLessThanAMegabyte() {
        assertThat(PackedBars.pack(bars(21 * 1_440))).hasSizeLessThan(1_500_000);
    }

    @Test
    void theJournalKeepsThemPacked() {
        HistoryRead read = new HistoryRead(bars(3));
        RecordCodec codec = new RecordCodec();
        assertThat(codec.decode(codec.kindOf(read), codec.encode(read))).isEqualTo(read);
        assertThat(codec.encode(read)).doesNotContain("closeMillis");
    }

    @Test
    void whatIsNoneSaysSo() {
        assertThatThrownBy(() -> PackedBars.unpack("AAAA")).hasMessageContaining("no packed bars");
    }

    private static List<Bar> bars(int count) {
        Random random = new Random(5);
        List<Bar> bars = new ArrayList<>();
        long close = 950_000_000_000L;
        for (int minute = 1; minute <= count; minute++) {
            long open = close;
            close += (random.nextInt(41) - 20) * 50_000_000L;
            long volume = random.nextInt(900_000);
            long turnover = volume * 10_526L;
            bars.add(new Bar(
                    "XBTUSD",
                    1_583_150_400_000L + minute * 60_000L,
                    open,
                    Math.max(open, close) + 50_000_000L,
                    Math.min(open, close) - 50_000_000L,
                    close,
                    12,
                    volume,
                    (open + close) / 2,
                    100,
                    turnover,
                    turnover,
                    volume * 100_000_000L));
        }
        return bars;
    }
}
