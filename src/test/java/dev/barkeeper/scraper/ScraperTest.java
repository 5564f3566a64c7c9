package dev.barkeeper.scraper;

import static dev.barkeeper.scraper.ScriptedBars.bar;
import static dev.barkeeper.scraper.ScriptedBars.missed;
import static dev.barkeeper.scraper.ScriptedBars.newest;
import static dev.barkeeper.scraper.ScriptedBars.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.barkeeper.bot.Event;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ScraperTest {
    private final ScriptedVenue venue = new ScriptedVenue();
    private final FailingBarStore store = new FailingBarStore();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile long now;

    @Test
    void theNextBarIsGivenOnTheVenuesThreadWhileNothingWaits() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        try (Scraper scraper = scraper(event -> {
            threads.add(Thread.currentThread());
            events.add(event);
        })) {
            scraper.start();
            scraper.onHistoryFilled(bar(1).closeMillis());
            scraper.onBar(bar(2));
            await().until(() -> events.size() == 1);
            await().until(() -> scraper.isIdle());
            scraper.onQuote(quote(bar(3).closeMillis(), 9));
            scraper.onBar(bar(3));
            assertThat(events)
                    .endsWith(new Event.BarArrived(bar(3), Optional.of(quote(bar(3).closeMillis(), 9)), true));
            assertThat(threads).endsWith(Thread.currentThread());
        }
    }

    @Test
    void aBarThatFindsWorkUnfinishedWaitsBehindIt() {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(1);
        try (Scraper scraper = scraper(event -> {
            began.countDown();
            awaitQuietly(release);
            events.add(event);
        })) {
            scraper.start();
            scraper.onBar(bar(1));
            awaitQuietly(began);
            scraper.onBar(bar(2));
            scraper.onBar(bar(3));
            assertThat(events).isEmpty();
            release.countDown();
            await().until(() -> events.equals(List.of(newest(bar(1)), newest(bar(2)), newest(bar(3)))));
        }
    }

    @Test
    void givesEachBarOnceAndInOrderHoweverItsThreadsMeet() {
        try (Scraper scraper = scraper(events::add)) {
            scraper.start();
            for (long minute = 1; minute <= 5_000; minute++) {
                now = minute * Bar.MINUTE_MILLIS + 1;
                scraper.onBar(bar(minute));
                scraper.checkDue();
                if (minute % 7 == 0) {
                    scraper.onBar(bar(minute));
                    scraper.onHistoryFilled(bar(minute - 1).closeMillis());
                }
            }
            await().until(() -> events.size() == 5_000);
        }
        assertThat(events)
                .extracting(event -> ((Event.BarArrived) event).bar().closeMillis() / Bar.MINUTE_MILLIS)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 5_000).boxed().toList());
    }

    @Test
    void barsDroppedByAFullQueueAreFetched() {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(1);
        try (Scraper scraper = scraper(event -> {
            began.countDown();
            awaitQuietly(release);
            events.add(event);
        })) {
            scraper.start();
            scraper.onBar(bar(1));
            awaitQuietly(began);
            LongStream.range(0, 10_500).forEach(i -> scraper.onQuote(quote(i, 9)));
            scraper.onBar(bar(2));
            venue.has(bar(2));
            release.countDown();
            now = 2 * Bar.MINUTE_MILLIS + 20_000;
            await().until(() -> {
                scraper.checkDue();
                return events.size() == 2;
            });
            assertThat(events)
                    .extracting(event -> ((Event.BarArrived) event).bar())
                    .containsExactly(bar(1), bar(2));
        }
    }

    @Test
    void theGapIsFilledAfterAReconnect() {
        venue.has(bar(2), bar(3));
        try (Scraper scraper = scraper(events::add)) {
            scraper.start();
            scraper.onConnected();
            scraper.onBar(bar(1));
            scraper.onDisconnected("reset");
            scraper.onConnected();
            scraper.onBar(bar(4));
            await().until(() -> events.equals(List.of(newest(bar(1)), missed(bar(2)), missed(bar(3)), newest(bar(4)))));
        }
    }

    @Test
    void goesOnAfterASinkThatFails() {
        try (Scraper scraper = scraper(event -> {
            events.add(event);
            if (events.size() == 1) {
                throw new IllegalStateException("once");
            }
        })) {
            scraper.start();
            scraper.onBar(bar(1));
            scraper.onBar(bar(2));
            await().until(() -> events.size() == 2);
        }
    }

    @Test
    void barsHeldWhileTheStoreIsDownAreStoredOnceItAnswers() {
        BarKeeper keeper = new BarKeeper(store, Duration.ofMillis(20));
        try (Scraper scraper =
                new Scraper(ScriptedBars.SYMBOL, venue, keeper, () -> now, events::add, Optional.empty())) {
            scraper.start();
            scraper.onBar(bar(51));
            store.down(true);
            LongStream.rangeClosed(1, 50).forEach(minute -> scraper.onBar(bar(minute)));
            await().until(() -> scraper.barsHeld() == 50);
            store.down(false);
            await().until(() -> scraper.barsHeld() == 0);
            scraper.onBar(bar(51));
            await().until(() -> store.bars().size() == 51);
            assertThat(events).hasSize(1);
        }
        assertThat(store.bars())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 51)
                        .mapToObj(ScriptedBars::bar)
                        .toList());
    }

    @Test
    void aCorrectionThatComesWhileTheBacklogIsStoredIsStoredToo() {
        FailingBarStore table = new FailingBarStore();
        AtomicReference<BarKeeper> keeper = new AtomicReference<>();
        BarStore correcting = new BarStore() {
            @Override
            public void store(List<Bar> bars) {
                table.store(bars);
                if (bars.equals(List.of(bar(1)))) {
                    keeper.get().keep(List.of(bar(1, 777)));
                }
            }

            @Override
            public List<Long> closes(String symbol, long fromCloseMillis, long toCloseMillis) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void read(String symbol, long fromCloseMillis, long toCloseMillis, Consumer<Bar> sink) {
                throw new UnsupportedOperationException();
            }

            @Override
            public long newestClose(String symbol) {
                throw new UnsupportedOperationException();
            }
        };
        keeper.set(new BarKeeper(correcting, Duration.ofMillis(20)));
        table.down(true);
        keeper.get().keep(List.of(bar(1)));
        table.down(false);
        await().until(() -> table.bars().equals(List.of(bar(1, 777))));
        keeper.get().close();
    }

    @Test
    void theBacklogIsBoundedAndLetsTheOldestGo() {
        BarKeeper keeper = new BarKeeper(store, Duration.ofHours(1));
        store.down(true);
        LongStream.rangeClosed(1, BarKeeper.MOST_HELD + 5).forEach(minute -> keeper.keep(List.of(bar(minute))));
        assertThat(keeper.held()).isEqualTo(BarKeeper.MOST_HELD);
        store.down(false);
        keeper.close();
        assertThat(store.bars()).first().isEqualTo(bar(6));
        assertThat(store.bars()).last().isEqualTo(bar(BarKeeper.MOST_HELD + 5));
    }

    @Test
    void recordsEachQuoteInALine() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger log = (Logger) LoggerFactory.getLogger(QuoteRecorder.LOG_NAME);
        log.addAppender(lines);
        try (Scraper scraper = new Scraper(
                ScriptedBars.SYMBOL, venue, store, () -> now, events::add, Optional.of(new QuoteRecorder()))) {
            scraper.start();
            scraper.onQuote(quote(1_600_000_000_123L, 9_321));
            scraper.onBar(bar(1));
            await().until(() -> events.size() == 1);
        } finally {
            log.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("2020-09-13T12:26:40.123Z,XBTUSD,10,9321,9322,20");
    }

    private Scraper scraper(Consumer<Event> sink) {
        return new Scraper(ScriptedBars.SYMBOL, venue, store, () -> now, sink, Optional.empty());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
