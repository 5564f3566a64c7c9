package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.BotKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An ini in which somebody changes whose books the bot keeps, and changes it back. */
@Timeout(90)
class ChangedNameTest {
    @TempDir
    private Path folder;

    @Test
    void whatOneBotNotedIsNotBroughtIntoAnothersBooks() {
        try (LiveRig rig = new LiveRig(folder, 10)) {
            run(rig, "first", 5);
            run(rig, "second", 40);
            long written = rig.count("select max(seq) from journal where bot = 'first'");

            BotKey first = new BotKey(LiveRig.ACCOUNT, "XBTUSD", "first");
            rig.ini.put("bitmex.tradebot.name", "first");
            try (StoreSide store =
                    StoreSide.open(rig.settings(), rig.paths, first, new Patience(rig.said::add), there -> {})) {
                assertThat(store.botStore().load().nextSequence()).isEqualTo(written + 1);
            }
        }
    }

    private static void run(LiveRig rig, String name, int bars) {
        rig.ini.put("bitmex.tradebot.name", name);
        int settled = rig.settledBars();
        rig.start();
        if (settled == 0) {
            rig.walk();
        }
        rig.awaitBars(settled + bars);
        rig.stop();
    }
}
