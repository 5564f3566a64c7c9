package dev.barkeeper.scraper;

import static dev.barkeeper.scraper.ScriptedBars.bar;
import static dev.barkeeper.scraper.ScriptedBars.missed;
import static dev.barkeeper.scraper.ScriptedBars.newest;
import static dev.barkeeper.scraper.ScriptedBars.quote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bot.Event;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Quote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarFeedTest {
    private static final long MINUTE = Bar.MINUTE_MILLIS;

    private final ScriptedVenue venue = new ScriptedVenue();
    private final FailingBarStore store = new FailingBarStore();
    private final BarKeeper keeper = new BarKeeper(store, Duration.ofHours(1));
    private final List<Event> events = new ArrayList<>();
    private long now;
    private long newestReceived;
    private final BarFeed feed =
            new BarFeed(ScriptedBars.SYMBOL, venue, keeper, () -> now, events::add, close -> newestReceived > close);

    @Test
    void storesWhatWasMissedBeforeItGivesItAndLeavesTheNewestToItsDecision() {
        List<Integer> storedWhenGiven = new ArrayList<>();
        BarFeed looking = new BarFeed(
                ScriptedBars.SYMBOL,
                venue,
                keeper,
                () -> now,
                event -> storedWhenGiven.add(store.bars().size()),
                close -> false);
        venue.has(bar(2), bar(3));
        looking.onBar(bar(1));
        looking.onBar(bar(4));
        assertThat(storedWhenGiven).containsExactly(0, 2, 2, 2);
        assertThat(store.bars()).containsExactly(bar(2), bar(3));
    }

    /** The table as it is once the bot has committed what it was given: a bar where its minute has none. */
    private List<Bar> table() {
        TreeMap<Long, Bar> table = new TreeMap<>();
        events.stream()
                .map(Event.BarArrived.class::cast)
                .filter(Event.BarArrived::newest)
                .forEach(event -> table.put(event.bar().closeMillis(), event.bar()));
        store.bars().forEach(bar -> table.put(bar.closeMillis(), bar));
        return List.copyOf(table.values());
    }

    @Test
    void givesEachMinuteOnceHoweverOftenItComes() {
        feed.onBar(bar(1));
        feed.onBar(bar(1));
        feed.onBar(bar(2));
        feed.onBar(bar(1));
        feed.onBar(bar(2));

        assertThat(events).containsExactly(newest(bar(1)), newest(bar(2)));
        assertThat(table()).containsExactly(bar(1), bar(2));
    }

    @Test
    void aCorrectionUpdatesTheTableOnly() {
        feed.onBar(bar(1));
        feed.onBar(bar(2));
        feed.onBar(bar(1, 777));

        assertThat(events).containsExactly(newest(bar(1)), newest(bar(2)));
        assertThat(table()).containsExactly(bar(1, 777), bar(2));
    }

    @Test
    void aLateBarIsStoredOnlyOnceItsSuccessorWasGiven() {
        feed.onBar(bar(1));
        feed.onBar(bar(3));
        feed.onBar(bar(2));

        assertThat(events).containsExactly(newest(bar(1)), newest(bar(3)));
        assertThat(table()).containsExactly(bar(1), bar(2), bar(3));
    }

    @Test
    void barsMissedInAnOutageComeBeforeTheNewestAndAreNotDecidedOn() {
        venue.has(bar(2), bar(3), bar(4), bar(5));
        feed.onBar(bar(1));
        feed.onBar(bar(5));

        assertThat(events)
                .containsExactly(newest(bar(1)), missed(bar(2)), missed(bar(3)), missed(bar(4)), newest(bar(5)));
        assertThat(table()).hasSize(5);
        assertThat(venue.asked()).containsExactly(List.of(2L, 4L));
    }

    @Test
    void theNewestGoesOutThoughTheMissedOnesCannotBeFetched() {
        venue.failsNext(1);
        feed.onBar(bar(1));
        feed.onBar(bar(5));

        assertThat(events).containsExactly(newest(bar(1)), newest(bar(5)));
    }

    @Test
    void afterAnOutageOnlyTheNewestOfThoseReceivedIsDecidedOn() {
        venue.has(bar(2), bar(3));
        feed.onBar(bar(1));
        newestReceived = 5 * MINUTE;
        feed.onBar(bar(4));
        feed.onBar(bar(5));

        assertThat(events)
                .containsExactly(newest(bar(1)), missed(bar(2)), missed(bar(3)), missed(bar(4)), newest(bar(5)));
    }

    @Test
    void longOutagesAreFetchedInPagesUpToALimit() {
        feed.onBar(bar(1));
        feed.onBar(bar(10_000));

        assertThat(venue.asked())
                .containsExactly(
                        List.of(5_000L, 5_999L),
                        List.of(6_000L, 6_999L),
                        List.of(7_000L, 7_999L),
                        List.of(8_000L, 8_999L),
                        List.of(9_000L, 9_999L));
    }

    @Test
    void aBarIsFetchedTwentySecondsAfterItsMinuteByTheVenuesTime() {
        feed.onBar(bar(1));
        venue.has(bar(2));
        now = 2 * MINUTE + 19_999;
        feed.onDue();
        assertThat(events).hasSize(1);

        now = 2 * MINUTE + 20_000;
        feed.onDue();
        feed.onDue();
        feed.onBar(bar(2));
        assertThat(events).containsExactly(newest(bar(1)), newest(bar(2)));
        assertThat(venue.asked()).containsExactly(List.of(2L, 2L));
    }

    @Test
    void aBarThatIsReceivedButNotTakenYetIsNotFetched() {
        feed.onBar(bar(1));
        newestReceived = 2 * MINUTE;
        now = 2 * MINUTE + 30_000;
        feed.onDue();
        assertThat(venue.asked()).isEmpty();
    }

    @Test
    void anOverdueStretchIsFetchedAndOnlyItsLastBarDecidedOn() {
        feed.onBar(bar(1));
        venue.has(bar(2), bar(3), bar(4), bar(5));
        now = 4 * MINUTE + 25_000;
        feed.onDue();

        assertThat(events).containsExactly(newest(bar(1)), missed(bar(2)), missed(bar(3)), newest(bar(4)));
    }

    @Test
    void whatTheVenueHasNotYetIsAskedForAgainLaterAndLater() {
        feed.onBar(bar(1));
        for (now = 2 * MINUTE + 20_000; now < 2 * MINUTE + 80_000; now += 1_000) {
            feed.onDue();
        }
        assertThat(venue.asked()).hasSize(4);
        assertThat(events).hasSize(1);

        venue.has(bar(2), bar(3));
        feed.onConnected();
        assertThat(events).containsExactly(newest(bar(1)), missed(bar(2)), newest(bar(3)));
    }

    @Test
    void withoutAStreamAtStartTheOverdueBarIsFetchedAlone() {
        venue.has(bar(7), bar(8), bar(9));
        feed.onDue();
        assertThat(venue.asked()).isEmpty();
        now = 9 * MINUTE + 20_000;
        feed.onDue();
        assertThat(events).containsExactly(newest(bar(9)));
    }

    @Test
    void aGapAfterTheFilledHistoryIsFetchedBeforeTheFirstBar() {
        venue.has(bar(6), bar(7));
        feed.onFilled(5 * MINUTE);
        feed.onBar(bar(8));
        assertThat(events).containsExactly(missed(bar(6)), missed(bar(7)), newest(bar(8)));
    }

    @Test
    void theFirstBarIsGivenThoughHistoryHoldsItAlready() {
        feed.onFilled(5 * MINUTE);
        feed.onBar(bar(5));
        assertThat(events).containsExactly(newest(bar(5)));
    }

    @Test
    void givesTheLastQuoteUpToTheBarsEnd() {
        Quote atTheEnd = quote(2 * MINUTE, 50);
        feed.onQuote(quote(MINUTE + 10, 40));
        feed.onQuote(atTheEnd);
        feed.onQuote(quote(2 * MINUTE - 1, 45));
        feed.onQuote(quote(2 * MINUTE + 1, 60));
        feed.onBar(bar(1));
        feed.onBar(bar(2));

        assertThat(events).containsExactly(newest(bar(1)), new Event.BarArrived(bar(2), Optional.of(atTheEnd), true));
    }

    @Test
    void aMinuteWithoutQuotesHasTheOneBefore() {
        feed.onQuote(quote(MINUTE - 5, 40));
        feed.onBar(bar(3));
        assertThat(events).containsExactly(new Event.BarArrived(bar(3), Optional.of(quote(MINUTE - 5, 40)), true));
    }

    @Test
    void aFailingStoreHoldsUpNoEventAndLosesNoBar() {
        feed.onBar(bar(1));
        store.down(true);
        feed.onBar(bar(2));
        feed.onBar(bar(3));
        feed.onBar(bar(2, 555));
        feed.onBar(bar(1, 444));

        assertThat(events).containsExactly(newest(bar(1)), newest(bar(2)), newest(bar(3)));
        assertThat(keeper.held()).isEqualTo(2);
        store.down(false);
        keeper.close();
        assertThat(table()).containsExactly(bar(1, 444), bar(2, 555), bar(3));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverTheStreamDoesEventsAscendAndTheTableIsComplete(long seed) {
        Random random = new Random(seed);
        int minutes = 500;
        for (long minute = 1; minute <= minutes; minute++) {
            venue.has(bar(minute));
            now = minute * MINUTE + random.nextInt(60_000);
            venue.failsNext(random.nextInt(10) == 0 ? 1 : 0);
            if (random.nextInt(4) > 0) {
                feed.onBar(bar(minute));
            }
            if (random.nextInt(5) == 0) {
                feed.onBar(bar(Math.max(1, minute - random.nextInt(10))));
            }
            feed.onDue();
        }
        now = minutes * MINUTE + 59_000;
        feed.onConnected();

        List<Long> given = events.stream()
                .map(event -> ((Event.BarArrived) event).bar().closeMillis() / MINUTE)
                .toList();
        assertThat(given).isSorted().doesNotHaveDuplicates().endsWith((long) minutes);
        assertThat(given.size()).isGreaterThan(minutes * 9 / 10);
        assertThat(table())
                .containsAll(LongStream.of(given.stream().mapToLong(m -> m).toArray())
                        .mapToObj(ScriptedBars::bar)
                        .toList());
    }
}
