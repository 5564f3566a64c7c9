package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.gateway.ApiKey;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.gateway.Fault;
import dev.barkeeper.gateway.FaultKind;
import dev.barkeeper.model.Leg;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A key that is taken away for a while, and an end asked for while a request hangs. */
@Tag("patient")
class TroubledRunTest {
    private static final Duration BOUNDED = Duration.ofSeconds(20);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void losesNothingWhileItsKeyIsDisabledAndWhenStoppedInARequest() {
        try (TestVenue venue = new TestVenue(folder)) {
            venue.feeder.start();
            try (BotChild bot = BotChild.run(folder)) {
                venue.awaitBars(5);
                venue.keys.add(key(false));
                bot.awaitPrinted("This key is disabled");
                venue.keys.add(key(true));
                venue.awaitBars(venue.bars() + 6);

                venue.gateway
                        .faults()
                        .arm(Fault.once(FaultKind.ANSWER_DELAYED)
                                .where("leg", Leg.STOP.name())
                                .millis(60_000));
                venue.awaitStruck(1);
                bot.term();
                BotChild.Ended ended = bot.awaitEnd(BOUNDED);
                assertThat(ended.exitCode()).as(ended.toString()).isZero();
                // the venue may have walked into the next bar meanwhile, so the figure is that of the stop
                assertThat(ended.out()).contains("stopped; left at the venue: position ");
                venue.assertStopIsExact();
            }
            try (BotChild successor = BotChild.run(folder)) {
                venue.awaitBars(venue.bars() + 5);
                venue.stopAtRest(successor);
            }
            venue.assertBooksAreRight();
            venue.assertNoBarIsMissing("timestamp_dt from decisions", "timestamp_dt from tradeBin1m");
        }
    }

    private static ApiKey key(boolean enabled) {
        return new ApiKey(ApiKeys.DEMO_KEY, ApiKeys.DEMO_SECRET, TestVenue.ACCOUNT, Set.of(ApiKey.ORDER), enabled);
    }
}
