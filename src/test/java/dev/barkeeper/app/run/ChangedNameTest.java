package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.check.Finding;
import dev.barkeeper.app.check.LeftBehind;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.ExchangeException;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.Position;
import dev.barkeeper.storage.HeldPosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ini in which somebody changes whose books the bot keeps. */
@Tag("patient")
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
            Patience patience = new Patience(rig.said::add);
            try (DatabaseOpening opening = DatabaseOpening.begin(rig.settings(), patience);
                    StoreSide store =
                            StoreSide.open(opening, rig.settings(), rig.paths, first, patience, there -> {})) {
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

    @Test
    void theStopOfTheOldNameIsToldByStartAndCheck() {
        try (TestVenue venue = holding("before")) {
            venue.ini.put("bitmex.tradebot.name", "after");
            venue.writeIni(0);
            assertThat(checked(venue))
                    .singleElement()
                    .asString()
                    .startsWith("WARN left behind   bot before left an open order at the venue: ")
                    .contains("100 StopLimit at ", ".before); after minds its own orders only, so cancel it by hand");
            try (BotChild bot = BotChild.run(folder)) {
                bot.awaitPrinted("LEFT BEHIND: bot before left an open order at the venue: ");
                bot.awaitPrinted("alert=left.behind");
                assertThat(checked(venue)).as("beside the bot").hasSize(1);
            }
            venue.venue.cancelAll(TestVenue.ACCOUNT, order -> true, "by hand");
            assertThat(checked(venue)).as("after it was cancelled").isEmpty();
        }
    }

    @Test
    void aDryRunTellsOfThePositionItLeavesAlone() {
        try (TestVenue venue = holding("bot0")) {
            assertThat(checked(venue)).as("as it was").isEmpty();
            venue.ini.put("bitmex.tradebot.dry.run", "True");
            venue.writeIni(0);
            String told = "account " + TestVenue.ACCOUNT + " holds " + venue.contracts() + " XBTUSD at the venue, and a"
                    + " dry run minds neither that nor its stop";
            assertThat(checked(venue)).singleElement().asString().contains(told);
            try (BotChild bot = BotChild.run(folder)) {
                bot.awaitPrinted("LEFT BEHIND: " + told);
            }
            venue.ini.remove("bitmex.tradebot.dry.run");
            venue.ini.put("bitmex.tradebot.name", "another");
            venue.writeIni(1);
            assertThat(checked(venue)).as("beside an instance that trades").isEmpty();
        }
    }

    @Test
    void anotherSymbolOrAccountIsToldUnlessAnotherIniMindsIt() {
        try (TestVenue venue = new TestVenue(folder)) {
            BotKey now = new BotKey(7, "XBTUSD", "bot0");
            HeldPosition symbol = new HeldPosition(new BotKey(7, "ETHUSD", "bot0"), 100);
            HeldPosition account = new HeldPosition(new BotKey(8, "XBTUSD", "bot0"), -50);
            LeftBehind left = leftBehind(venue, now, -20);

            assertThat(left.find(List.of(symbol, account)))
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .isEqualTo("bot bot0 left -20 ETHUSD at the venue without a stop: nobody minds it"
                                            + " since the ini names bot0 on XBTUSD; close it by hand, or start the bot as"
                                            + " it was"),
                            second -> assertThat(second)
                                    .startsWith("bot bot0 left -50 XBTUSD on account 8 by its books, and the key is of"
                                            + " account 7 now: nobody minds that position and its stop"));
            assertThat(leftBehind(venue, now, 0).find(List.of(symbol)))
                    .as("closed")
                    .isEmpty();

            venue.ini.put("bitmex.symbol", "ETHUSD");
            venue.ini.put("bitmex.tradebot.name", "bot0");
            venue.writeIni(3);
            assertThat(leftBehind(venue, now, -20).find(List.of(symbol)))
                    .as("another instance's")
                    .isEmpty();
        }
    }

    private static LeftBehind leftBehind(TestVenue venue, BotKey key, long contracts) {
        return new LeftBehind(
                BotSettings.load(venue.paths, Map.of()), venue.paths, Map.of(), key, symbol -> held(symbol, contracts));
    }

    private static AccountSnapshot held(String symbol, long contracts) throws ExchangeException {
        return new AccountSnapshot(new Position(symbol, contracts, 0, 0, 0, 0), List.of());
    }

    /** A venue at which a bot of that name, stopped in order, holds a position behind its stop. */
    private TestVenue holding(String name) {
        TestVenue venue = new TestVenue(folder);
        venue.ini.put("bitmex.tradebot.name", name);
        venue.ini.put("bitmex.tradebot.decision.long.stop.delta", "3000");
        venue.ini.put("bitmex.tradebot.decision.short.stop.delta", "3000");
        venue.writeIni(0);
        try (BotChild bot = BotChild.run(folder)) {
            venue.feeder.start();
            venue.awaitBars(10);
            bot.term();
            assertThat(bot.awaitEnd().exitCode()).isZero();
        }
        venue.assertStopIsExact();
        assertThat(venue.contracts()).isNotZero();
        return venue;
    }

    private static List<Finding> checked(TestVenue venue) {
        return LeftBehind.run(BotSettings.load(venue.paths, Map.of()), venue.paths, Map.of(), 0);
    }
}
