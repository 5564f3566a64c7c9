package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.gateway.Fault;
import dev.barkeeper.gateway.FaultKind;
import dev.barkeeper.model.Leg;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A bot whose process is killed, again and again, at the worst moments: its successor goes on as if nothing had been. */
@Tag("patient")
class KilledProcessTest {
    private static final long HANGS_MILLIS = 5_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void nothingIsDoubleAndNothingIsMissingAfterKills() {
        try (TestVenue venue = new TestVenue(folder)) {
            venue.feeder.start();
            runUntilKilled(() -> venue.awaitBars(5));
            runUntilKilled(() -> hang(venue, FaultKind.ANSWER_DELAYED, Leg.ENTER_LONG));
            runUntilKilled(() -> hang(venue, FaultKind.REQUEST_LOST, Leg.STOP));
            runUntilKilled(() -> hang(venue, FaultKind.ANSWER_DELAYED, Leg.LEAVE));
            runUntilKilled(() -> hang(venue, FaultKind.REQUEST_LOST, Leg.ENTER_SHORT));
            int before = venue.bars();
            BotChild.Ended ended;
            try (BotChild last = BotChild.run(folder)) {
                venue.awaitBars(before + 8);
                ended = venue.stopAtRest(last);
            }
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out()).contains("stopped; left at the venue: position " + venue.contracts());
            venue.assertBooksAreRight();
            venue.assertNoBarIsMissing("timestamp_dt from decisions", "timestamp_dt from tradeBin1m");
        }
    }

    private void runUntilKilled(Runnable moment) {
        try (BotChild child = BotChild.run(folder)) {
            moment.run();
        }
    }

    private static void hang(TestVenue venue, FaultKind kind, Leg leg) {
        int before = venue.gateway.faults().struck();
        venue.gateway.faults().arm(Fault.once(kind).where("leg", leg.name()).millis(HANGS_MILLIS));
        venue.awaitStruck(before + 1);
    }
}
