package dev.barkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bot.Event;
import dev.barkeeper.bot.Replay;
import dev.barkeeper.bot.TradingBot;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.Decision;
import dev.barkeeper.storage.MemoryBarStore;
import dev.barkeeper.storage.MemoryBotStore;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was journaled of simulated runs, played through a fresh core: the same requests and the same rows. */
class ReplayTest {
    private static final int SEEDS = 60;
    private static final int BARS = 120;

    /** One process: what it started on, what it journaled and decided. */
    private record Life(SavedState saved, List<JournalEntry> journal, List<Decision> decisions) {}

    private static final class Recorder {
        private final List<Life> lives = new ArrayList<>();
        private final MemoryBarStore bars = new MemoryBarStore();
        private final Simulation.Result result;

        Recorder(long seed) {
            // a bar that is corrected, or comes, after the warm-up read the history is not what the warm-up saw
            Set<FaultKind> faults = EnumSet.complementOf(EnumSet.of(FaultKind.BAR_CORRECTED, FaultKind.BAR_LATE));
            BotKey key = new BotKey(7, "XBTUSD", "sim");
            result = Simulation.run(
                    new Simulation.Setup(seed, BARS, faults, Changes.ofStore(Recording::new), Trace.NONE),
                    new MemoryBotStore(key),
                    bars,
                    key);
        }

        private final class Recording implements BotStore {
            private final BotStore inner;

            Recording(BotStore inner) {
                this.inner = inner;
            }

            @Override
            public SavedState load() {
                SavedState saved = inner.load();
                lives.add(new Life(saved, new ArrayList<>(), new ArrayList<>()));
                return saved;
            }

            @Override
            public Durability commit(Commit commit) {
                Life life = lives.get(lives.size() - 1);
                life.journal().addAll(commit.journal());
                life.decisions().addAll(commit.decisions());
                return inner.commit(commit);
            }
        }

        Replay replay(Life life) {
            return new Replay(new TradingBot(
                    result.rules(),
                    Process.strategy(),
                    bars,
                    life.saved(),
                    life.journal().get(0).atMillis()));
        }
    }

    @Test
    void recordedRunsReplayIdentically() {
        int lives = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Recorder recorder = new Recorder(seed);
            for (Life life : recorder.lives) {
                if (life.journal().isEmpty()) {
                    continue;
                }
                lives++;
                Replay replay = recorder.replay(life);
                for (JournalEntry entry : life.journal()) {
                    assertThat(replay.take(entry)).as("seed %s", seed).isEmpty();
                }
                assertThat(replay.decisions()).isEqualTo(life.decisions());
            }
        }
        assertThat(lives).isGreaterThan(SEEDS);
    }

    @Test
    void theFirstDifferenceIsToldWithWhatLedToIt() {
        Recorder recorder = new Recorder(1);
        Life life = recorder.lives.get(0);
        List<JournalEntry> journal = new ArrayList<>(life.journal());
        JournalEntry fill = journal.stream()
                .filter(entry -> entry.payload() instanceof Event.Reported reported
                        && reported.report() instanceof ExchangeReport.FillReported)
                .findFirst()
                .orElseThrow();
        journal.remove(fill);
        Replay replay = recorder.replay(life);
        Optional<Replay.Difference> first = Optional.empty();
        for (JournalEntry entry : journal) {
            first = replay.take(entry);
            if (first.isPresent()) {
                break;
            }
        }
        assertThat(first).isPresent();
        assertThat(first.get().sequence()).isGreaterThan(fill.sequence());
        assertThat(first.get().before()).isNotEmpty();
    }
}
