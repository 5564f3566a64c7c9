package dev.barkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bot.Event;
import dev.barkeeper.bot.Replay;
import dev.barkeeper.bot.Started;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.storage.MemoryBarStore;
import dev.barkeeper.storage.MemoryBotStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What was journaled of simulated days, played through fresh cores: the same requests and the same rows. */
class ReplayTest {
    private static final BotKey KEY = new BotKey(Simulation.ACCOUNT, Simulation.SYMBOL, "sim");
    private static final int DAYS = 100;
    private static final int DAY_BARS = 1_440;

    @Test
    void ahundredDaysWithFaultsAndRestartsReplayIdentically() {
        List<String> differences = LongStream.rangeClosed(1, DAYS)
                .parallel()
                .mapToObj(ReplayTest::differenceOf)
                .flatMap(Optional::stream)
                .toList();
        assertThat(differences).isEmpty();
    }

    /** Also what the store holds afterwards is the same, row by row. */
    private static Optional<String> differenceOf(long seed) {
        MemoryBotStore kept = recorded(seed, DAY_BARS);
        MemoryBotStore again = new MemoryBotStore(KEY, new MemoryBarStore());
        Replay replay = new Replay(again::commit);
        for (JournalEntry entry : kept.journal()) {
            Optional<Replay.Difference> difference = replay.take(entry);
            if (difference.isPresent()) {
                return Optional.of("seed " + seed + " " + difference.get());
            }
        }
        boolean same = again.decisions().equals(kept.decisions())
                && again.tickets().equals(kept.tickets())
                && again.orders().equals(kept.orders())
                && again.fills().equals(kept.fills())
                && again.payments().equals(kept.payments())
                && again.positions().equals(kept.positions())
                && again.state().equals(kept.state());
        return same && replay.requests() > 0 ? Optional.empty() : Optional.of("seed " + seed + ": other rows");
    }

    @Test
    void theFirstDifferenceIsToldWithWhatLedToIt() {
        List<JournalEntry> journal = recorded(1, 120).journal();
        JournalEntry fill = journal.stream()
                .filter(entry -> entry.payload() instanceof Event.Reported reported
                        && reported.report() instanceof ExchangeReport.FillReported)
                .findFirst()
                .orElseThrow();
        Optional<Replay.Difference> first = firstOf(journal.stream()
                .map(entry -> entry == fill ? silent(entry) : entry)
                .toList());
        assertThat(first).isPresent();
        assertThat(first.get().sequence()).isGreaterThan(fill.sequence());
        assertThat(first.get().before()).isNotEmpty();
    }

    @Test
    void aLineThatIsMissingIsADifference() {
        List<JournalEntry> journal = recorded(1, 20).journal();
        JournalEntry lost = journal.get(journal.size() / 2);
        Optional<Replay.Difference> first =
                firstOf(journal.stream().filter(entry -> entry != lost).toList());
        assertThat(first).isPresent();
        assertThat(first.get().sequence()).isEqualTo(lost.sequence() + 1);
    }

    @Test
    void linesBeforeTheFirstStartOfAProcessArePassedOver() {
        List<JournalEntry> journal = recorded(1, 20).journal();
        assertThat(journal.get(0).payload()).isInstanceOf(Started.class);
        Replay replay = new Replay(rows -> {});
        for (JournalEntry entry : journal.subList(1, 20)) {
            assertThat(replay.take(entry)).isEmpty();
        }
        assertThat(replay.events()).isZero();
    }

    private static JournalEntry silent(JournalEntry entry) {
        return new JournalEntry(
                entry.sequence(), entry.atMillis(), entry.direction(), new Event.HistoryLoaded(0, 0, 0));
    }

    private static Optional<Replay.Difference> firstOf(List<JournalEntry> journal) {
        Replay replay = new Replay(rows -> {});
        return journal.stream().map(replay::take).flatMap(Optional::stream).findFirst();
    }

    private static MemoryBotStore recorded(long seed, int bars) {
        MemoryBarStore barStore = new MemoryBarStore();
        MemoryBotStore store = new MemoryBotStore(KEY, barStore);
        Simulation.run(Simulation.Setup.of(seed, bars), store, barStore, KEY);
        return store;
    }
}
