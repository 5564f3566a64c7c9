package dev.barkeeper.scraper;

import static dev.barkeeper.scraper.ScriptedBars.bar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.barkeeper.bot.Event;
import dev.barkeeper.model.Bar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GapFillerTest {
    private static final long MINUTE = Bar.MINUTE_MILLIS;
    private static final int DAY = 1_440;
    private static final int NOW = 100_000;
    private static final int HISTORY = 21 * DAY;

    private final ScriptedVenue venue = new ScriptedVenue();
    private final FailingBarStore store = new FailingBarStore();
    private final List<String> progress = new ArrayList<>();
    private volatile long now = NOW * MINUTE + 7_000;

    @Test
    void fillsTwentyOneDaysInPages() {
        venueHas(NOW - HISTORY - 500, NOW);
        Event.HistoryLoaded loaded = filler().fill(GapFiller.DAYS);

        assertThat(loaded).isEqualTo(new Event.HistoryLoaded((NOW - HISTORY + 1) * MINUTE, NOW * MINUTE, HISTORY));
        assertThat(store.bars()).hasSize(HISTORY);
        assertThat(venue.asked())
                .hasSize(31)
                .allSatisfy(page -> assertThat(page.get(1) - page.get(0)).isLessThan(1_000));
        assertThat(progress).hasSize(31).last().asString().contains("100 % of 30240");
    }

    @Test
    void goesOnWhereItWasInterrupted() {
        venueHas(NOW - HISTORY, NOW);
        LongStream.rangeClosed(NOW - HISTORY + 1, NOW - 2_500).forEach(minute -> store.store(List.of(bar(minute))));
        filler().fill(GapFiller.DAYS);

        assertThat(store.bars()).hasSize(HISTORY);
        assertThat(venue.asked())
                .containsExactly(
                        List.of(NOW - 2_499L, NOW - 1_500L),
                        List.of(NOW - 1_499L, NOW - 500L),
                        List.of(NOW - 499L, (long) NOW));
    }

    @Test
    void asksForNothingWhenNothingIsMissing() {
        LongStream.rangeClosed(NOW - DAY + 1, NOW).forEach(minute -> store.store(List.of(bar(minute))));
        assertThat(filler().fill(1).bars()).isEqualTo(DAY);
        assertThat(venue.asked()).isEmpty();
    }

    @Test
    void manySmallHolesShareAPage() {
        venueHas(NOW - DAY, NOW);
        Random random = new Random(1);
        TreeSet<Long> holes = new TreeSet<>();
        LongStream.rangeClosed(NOW - DAY + 1, NOW).forEach(minute -> {
            if (random.nextInt(3) == 0) {
                holes.add(minute);
            } else {
                store.store(List.of(bar(minute, 5)));
            }
        });
        filler().fill(1);

        assertThat(venue.asked()).hasSizeLessThanOrEqualTo(2);
        assertThat(store.bars())
                .hasSize(DAY)
                .allSatisfy(bar -> assertThat(bar)
                        .isEqualTo(
                                holes.contains(bar.closeMillis() / MINUTE)
                                        ? bar(bar.closeMillis() / MINUTE)
                                        : bar(bar.closeMillis() / MINUTE, 5)));
    }

    @Test
    void minutesTheVenueLacksStayMissing() {
        venueHas(NOW - 100, NOW);
        Event.HistoryLoaded loaded = filler().fill(3);

        assertThat(loaded).isEqualTo(new Event.HistoryLoaded((NOW - 100) * MINUTE, NOW * MINUTE, 101));
    }

    @Test
    void triesAgainWhenTheVenueDoesNotAnswer() {
        venueHas(NOW - DAY, NOW);
        venue.failsNext(5);
        assertThat(filler().fill(1).bars()).isEqualTo(DAY);
    }

    @Test
    void givesUpWhenTheVenueStaysSilentAndTellsWhatThereIs() {
        venueHas(NOW - DAY, NOW);
        store.store(List.of(bar(NOW - 10), bar(NOW - 9)));
        venue.failsNext(Integer.MAX_VALUE);

        assertThat(filler().fill(1)).isEqualTo(new Event.HistoryLoaded((NOW - 10) * MINUTE, (NOW - 9) * MINUTE, 2));
        assertThat(venue.asked()).hasSize(Patience.MOST_FAILURES);
    }

    @Test
    void givesUpWhenTheStoreStaysDown() {
        store.down(true);
        assertThat(filler().fill(1)).isEqualTo(new Event.HistoryLoaded(NOW * MINUTE, NOW * MINUTE, 0));
        assertThat(venue.asked()).isEmpty();
    }

    @Test
    void fillsAlsoTheMinutesThatPassMeanwhile() {
        venueHas(NOW - DAY, NOW + 3);
        GapFiller filler = new GapFiller(
                ScriptedBars.SYMBOL, venue, store, () -> now, line -> now = (NOW + 3) * MINUTE, patience());
        assertThat(filler.fill(1).lastCloseMillis()).isEqualTo((NOW + 3) * MINUTE);
        assertThat(store.bars()).hasSize(DAY + 3);
    }

    @Test
    void waitsForTheVenuesTimeAndTellsWhenDone() {
        venueHas(NOW - DAY, NOW);
        now = 0;
        List<Event.HistoryLoaded> told = new CopyOnWriteArrayList<>();
        try (GapFiller filler = filler()) {
            filler.start(1, told::add);
            await().during(Duration.ofMillis(150)).until(told::isEmpty);
            now = NOW * MINUTE;
            await().until(() -> told.size() == 1);
        }
        assertThat(told.get(0).bars()).isEqualTo(DAY);
    }

    @Test
    void closingEndsAFillWithoutTelling() {
        venue.failsNext(Integer.MAX_VALUE);
        List<Event.HistoryLoaded> told = new CopyOnWriteArrayList<>();
        GapFiller filler = new GapFiller(
                ScriptedBars.SYMBOL,
                venue,
                store,
                () -> now,
                progress::add,
                new Patience(Duration.ofHours(1), Duration.ofHours(1)));
        filler.start(1, told::add);
        await().until(() -> venue.asked().size() == 1);
        filler.close();
        assertThat(told).isEmpty();
    }

    @Test
    void theAuditLooksAtTheLastDaysButNotAtTheNewestMinutes() {
        venueHas(NOW - 5 * DAY, NOW);
        filler().audit();

        assertThat(store.bars()).first().isEqualTo(bar(NOW - 5 - 3 * DAY));
        assertThat(store.bars()).last().isEqualTo(bar(NOW - 5));
        assertThat(store.bars()).hasSize(3 * DAY + 1);
    }

    @Test
    void theAuditTakesOverWhatTheVenueHasCorrectedUnheard() {
        venueHas(NOW - 3 * DAY - 5, NOW);
        filler().audit();
        venue.has(bar(NOW - 999, 7));
        venue.has(bar(NOW - 5, 8));
        filler().audit();

        assertThat(store.bars()).hasSize(3 * DAY + 1).contains(bar(NOW - 999, 7), bar(NOW - 5, 8));
    }

    @Test
    void refusesAHistoryOfNoDays() {
        assertThatThrownBy(() -> filler().fill(0)).hasMessageContaining("0 days");
    }

    private GapFiller filler() {
        return new GapFiller(ScriptedBars.SYMBOL, venue, store, () -> now, progress::add, patience());
    }

    private static Patience patience() {
        return new Patience(Duration.ZERO, Duration.ZERO);
    }

    private void venueHas(long fromMinute, long toMinute) {
        LongStream.rangeClosed(fromMinute, toMinute).forEach(minute -> venue.has(bar(minute)));
    }
}
