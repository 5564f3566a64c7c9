package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.replay.DayReplay;
import dev.barkeeper.gateway.Fault;
import dev.barkeeper.gateway.FaultKind;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.Side;
import dev.barkeeper.paper.NewOrder;
import dev.barkeeper.storage.Database;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot on the gateway, through real HTTP and WebSocket and its own H2 file, killed and started again; then its day anew. */
class ReplayEndToEndTest {
    private static final long DAY_MILLIS = 86_400_000L;

    @TempDir
    Path folder;

    @Test
    void theDayOfALiveBotReplaysIdentically() {
        try (LiveRig rig = new LiveRig(folder, 31)) {
            rig.start();
            rig.afterSettled(bars -> act(rig, bars));
            rig.walk();
            rig.awaitBars(25);
            rig.stop();
            rig.start();
            rig.awaitBars(45);
            rig.stop();
            DayReplay.Outcome outcome = replay(rig).orElseThrow();
            assertThat(outcome.differences()).isEmpty();
            assertThat(outcome.processes()).isEqualTo(2);
            assertThat(outcome.requests()).isGreaterThan(50);
            assertThat(outcome.rows()).isGreaterThan(100);

            assertThat(replay(rig, -1)).as("a day before the bot").isEmpty();

            tamper(rig);
            assertThat(replay(rig).orElseThrow().differences())
                    .singleElement()
                    .asString()
                    .contains("decisions", "kept", "replayed");
        }
    }

    private static void act(LiveRig rig, long bars) {
        if (bars == 10) {
            rig.venue.place(LiveRig.ACCOUNT, NewOrder.market("XBTUSD", Side.BUY, 100));
        }
        if (bars == 15) {
            rig.gateway.faults().arm(Fault.once(FaultKind.SOCKET_DROP));
        }
    }

    private static Optional<DayReplay.Outcome> replay(LiveRig rig) {
        return replay(rig, 0);
    }

    private static Optional<DayReplay.Outcome> replay(LiveRig rig, long daysLater) {
        long day = (Math.floorDiv(rig.venue.nowMillis(), DAY_MILLIS) + daysLater) * DAY_MILLIS;
        try (Database database = Database.open(rig.settings().database().toSettings())) {
            BotKey key = new BotKey(LiveRig.ACCOUNT, "XBTUSD", rig.settings().emi());
            return new DayReplay(database, key, day, day + DAY_MILLIS).run();
        }
    }

    private static void tamper(LiveRig rig) {
        try (Database database = Database.open(rig.settings().database().toSettings())) {
            int changed = database.jdbi()
                    .withHandle(handle -> handle.execute(
                            "update decisions set mkt_price = mkt_price + 1 where side = 'long' and synthetic = 0"));
            assertThat(changed).as("rows changed").isPositive();
        }
    }
}
