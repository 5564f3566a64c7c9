package dev.barkeeper.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.barkeeper.model.E8;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.TriggerPrice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BotSettingsTest {
    private static final String REQUIRED = "[DEFAULT]\nbitmex.api.key = k\nbitmex.api.secret = s\n";

    /** An ini as users of the original have it: its keys, its layout, nothing of ours. */
    private static final String ORIGINAL = """
            [DEFAULT]
            db.name=bitmexbot
            db.host=db.example.org
            db.user=trader
            db.password={|W]}3{yf;L#~=:)G>9t_%%v

            # Bitmex API key/secret. Set according to whether you are trading on production or test.
            bitmex.api.test=False
            bitmex.api.key=TradingKeyId
            bitmex.api.secret=TradingSecretText

            bitmex.tradebuckets.api.test=False
            bitmex.tradebuckets.api.key=BucketsKeyId
            bitmex.tradebuckets.api.secret=BucketsSecretText

            bitmex.tradebot.decision.long.size=10000
            bitmex.tradebot.decision.long.threshold=4
            bitmex.tradebot.decision.long.ma20.multiplier=1.5
            bitmex.tradebot.decision.short.size=1
            bitmex.tradebot.decision.short.threshold=3

            bitmex.tradebot.decision.long.stop.delta=0.02
            bitmex.tradebot.decision.long.stop.delta.absolute=False
            bitmex.tradebot.decision.short.stop.delta=400
            bitmex.tradebot.decision.short.stop.delta.absolute=True

            log.quotes.outfile=logs/bitmex_websockets_ec2.log
            log.buckets.outfile=logs/bitmex_trade_buckets.log
            log.trading.outfile=logs/bitmex_trading_bot.log
            log.mysql.outfile=logs/bitmex_mysql.log

            sns.topic.arn=arn:aws:sns:eu-west-1:1234:bitmex-trade
            """;

    @TempDir
    Path folder;

    @Test
    void takesAnIniOfTheOriginalAsItIs() {
        BotSettings settings = load(ORIGINAL);

        assertThat(settings.database().host()).contains("db.example.org");
        assertThat(settings.database().password()).contains(new Secret("{|W]}3{yf;L#~=:)G>9t_%v"));
        assertThat(settings.database().url()).isEmpty();
        assertThat(settings.venue().restUrl()).hasToString("https://www.bitmex.com/api/v1");
        assertThat(settings.venue().apiKey().reveal()).isEqualTo("TradingKeyId");
        assertThat(settings.venue().barsApiSecret().reveal()).isEqualTo("BucketsSecretText");
        assertThat(settings.venue().hasOwnBarsVenue()).isFalse();
        assertThat(settings.strategySettings().longSize()).isEqualTo(10_000);
        assertThat(settings.strategySettings().shortSize()).isEqualTo(1);
        assertThat(settings.stop().longStop()).isEqualTo(new StopSettings.Delta(2_000_000, false));
        assertThat(settings.stop().shortStop()).isEqualTo(new StopSettings.Delta(E8.ofWhole(400), true));
        assertThat(settings.logs().quotes()).isEqualTo(folder.resolve("logs/bitmex_websockets_ec2.log"));
        assertThat(settings.orderMaxContracts()).isEqualTo(100_000);
        assertThat(settings.warnings())
                .containsExactly("sns.topic.arn is ignored: alerts are e-mail, see alert.mail.to and smtp.host");
    }

    @Test
    void twoKeysAreEnough() {
        BotSettings settings = load(REQUIRED);

        assertThat(settings.emi()).isEqualTo("bot7");
        assertThat(settings.symbol()).isEqualTo("XBTUSD");
        assertThat(settings.strategy()).isEqualTo("volatility-breakout");
        assertThat(settings.stop())
                .isEqualTo(new StopSettings(
                        OrderType.STOP_LIMIT,
                        new StopSettings.Delta(E8.ofWhole(100), true),
                        new StopSettings.Delta(E8.ofWhole(400), true),
                        E8.ofWhole(10),
                        E8.ofWhole(10),
                        0,
                        TriggerPrice.LAST,
                        Duration.ofSeconds(5)));
        assertThat(settings.orderMaxContracts()).isEqualTo(1_000);
        assertThat(settings.venue().restUrl()).hasToString("https://testnet.bitmex.com/api/v1");
        assertThat(settings.database().url().orElseThrow().reveal())
                .startsWith("jdbc:h2:file:" + folder.resolve("data/barkeeper-7") + ";MODE=MySQL;")
                .contains(";TIME ZONE=UTC;WRITE_DELAY=0;AUTO_SERVER=TRUE");
        assertThat(settings.mail()).isEmpty();
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.strategySettings().all()).isEmpty();
    }

    @Test
    void tellsEverythingThatIsWrongAtOnceInTheOrderOfTheFile() {
        List<String> problems = problemsOf("""
                [DEFAULT]
                bitmex.api.secret = abc
                bitmex.tradebot.decision.long.size = lots
                bitmex.symbl = XBTUSD
                bitmex.tradebot.decision.long.stop.delta = 1.5
                bitmex.tradebot.decision.long.stop.delta.absolute = no
                bitmex.tradebot.decision.short.size = 1
                bitmex.tradebot.decision.short.size = 2
                what is this
                bitmex.tradebot.stop.trigger = Last
                venue.clock.speed = 0
                alert.mail.to = me@example.org
                bitmex.api.url = 127.0.0.1:8790
                smtp.password = hunter2
                colour = red
                """);

        assertThat(problems)
                .containsExactly(
                        "config/bitmex_bot_7.ini:3: key bitmex.tradebot.decision.long.size = lots: allowed is a whole"
                                + " number from 1 to 100000000",
                        "config/bitmex_bot_7.ini:4: unknown key bitmex.symbl; did you mean bitmex.symbol?",
                        "config/bitmex_bot_7.ini:5: key bitmex.tradebot.decision.long.stop.delta = 1.5: allowed is a"
                                + " fraction from 0 to 1, because bitmex.tradebot.decision.long.stop.delta.absolute is"
                                + " False",
                        "config/bitmex_bot_7.ini:8: key bitmex.tradebot.decision.short.size was set before, in line 7;"
                                + " keep one of them",
                        "config/bitmex_bot_7.ini:9: is neither key = value, nor [section], nor a comment starting with"
                                + " # or ;",
                        "config/bitmex_bot_7.ini:10: key bitmex.tradebot.stop.trigger = Last: allowed is one of"
                                + " LastPrice, MarkPrice, IndexPrice",
                        "config/bitmex_bot_7.ini:11: key venue.clock.speed = 0: allowed is a number above 0, at most"
                                + " 100000, or max",
                        "config/bitmex_bot_7.ini:12: key smtp.host is missing; it is required because alert.mail.to is"
                                + " set",
                        "config/bitmex_bot_7.ini:13: key bitmex.api.url = 127.0.0.1:8790: allowed is an URL starting"
                                + " with http:// or https://",
                        "config/bitmex_bot_7.ini:14: smtp.user and smtp.password go together; one of them is missing",
                        "config/bitmex_bot_7.ini:15: unknown key colour; docs/configuration.md lists the keys that are"
                                + " allowed",
                        "config/bitmex_bot_7.ini: key bitmex.api.key is missing; it is required: trading key, used for"
                                + " trading and for nothing else");
    }

    @Test
    void replacesVariablesOfTheEnvironmentOnceAndOtherKeysByName() {
        BotSettings settings = load("""
                [DEFAULT]
                bitmex.api.key = ${BK_KEY}
                bitmex.api.secret = a-${BK_SECRET}-b
                bitmex.tradebot.name = %(bitmex.symbol)s-1
                bitmex.symbol = ${BK_SYMBOL}
                """, Map.of("BK_KEY", "id", "BK_SECRET", "${BK_KEY}$1%%", "BK_SYMBOL", "ETHUSD"));

        assertThat(settings.venue().apiKey().reveal()).isEqualTo("id");
        assertThat(settings.venue().apiSecret().reveal()).isEqualTo("a-${BK_KEY}$1%%-b");
        assertThat(settings.emi()).isEqualTo("ETHUSD-1");
    }

    @Test
    void aVariableThatIsNotThereIsAnError() {
        assertThat(problemsOf("[DEFAULT]\nbitmex.api.key = ${BK_KEY}\nbitmex.api.secret = s\ndb.name = %(me)s\n"
                        + "db.user = %(db.user)s\n"))
                .containsExactly(
                        "config/bitmex_bot_7.ini:2: key bitmex.api.key: the environment has no variable BK_KEY; export"
                                + " it before the start",
                        "config/bitmex_bot_7.ini:4: key db.name: %(me)s names no key of this file",
                        "config/bitmex_bot_7.ini:5: key db.user: %(db.user)s names itself");
    }

    @Test
    void neverShowsASecret() {
        String ini = ORIGINAL + "smtp.user=u\nsmtp.password=MailSecretText\nsmtp.host=h\nalert.mail.to=a@b.c\n";
        BotSettings settings = load(ini);
        List<String> problems =
                problemsOf(ini + "db.url=postgres://user:UrlSecretText@host\nsmtp.port=x\n" + "StraySecretText\n");

        assertThat(settings.toString() + problems)
                .doesNotContain("TradingKeyId")
                .doesNotContain("SecretText")
                .doesNotContain("3{yf")
                .contains("(hidden)");
        assertThat(settings.strategySettings().all())
                .containsEntry("smtp.user", "u")
                .doesNotContainKeys("bitmex.api.key", "bitmex.api.secret", "db.password", "smtp.password", "db.url");
    }

    @Test
    void theOriginalsServerKeysBecomeOneConnectionInUtc() {
        BotSettings settings = load(ORIGINAL + "db.socket=/run/mysqld/mysqld.sock\n");

        assertThat(settings.database().toSettings().url())
                .startsWith("jdbc:mysql://db.example.org/bitmexbot?")
                .contains("connectionTimeZone=UTC");
        assertThat(settings.database().toSettings().password()).isEqualTo("{|W]}3{yf;L#~=:)G>9t_%v");
        assertThat(settings.warnings())
                .contains("db.socket is ignored: the server is spoken to over TCP, at db.host or 127.0.0.1");
        assertThat(load(REQUIRED).database().toSettings().isH2()).isTrue();
        assertThat(problemsOf(REQUIRED + "db.url=jdbc:oracle:thin:x\n"))
                .containsExactly("config/bitmex_bot_7.ini:4: key db.url = (hidden): allowed is an address starting"
                        + " with jdbc:h2:, jdbc:mysql: or jdbc:mariadb:");
    }

    @Test
    void pointsBarsElsewhereOnlyWhenTold() {
        String paper = "bitmex.api.url=http://127.0.0.1:8790/api/v1/\nbitmex.ws.url=ws://127.0.0.1:8790/realtime\n";
        VenueSettings same =
                load(REQUIRED + paper + "bitmex.tradebuckets.api.test=False\n").venue();
        VenueSettings other = load(REQUIRED + paper + "bitmex.tradebuckets.api.url=https://bars.example.org/api/v1\n")
                .venue();
        VenueSettings live =
                load(REQUIRED + "bitmex.tradebuckets.api.test=False\n").venue();

        assertThat(same.restUrl()).hasToString("http://127.0.0.1:8790/api/v1");
        assertThat(same.hasOwnBarsVenue()).isFalse();
        assertThat(other.barsSocketUrl()).hasToString("wss://bars.example.org/realtime");
        assertThat(other.hasOwnBarsVenue()).isTrue();
        assertThat(live.barsRestUrl()).hasToString("https://www.bitmex.com/api/v1");
        assertThat(problemsOf(REQUIRED + "bitmex.api.url=http://127.0.0.1:8790/api/v1\n"))
                .containsExactly("config/bitmex_bot_7.ini:4: bitmex.api.url and bitmex.ws.url go together; set both to"
                        + " the same venue");
    }

    @Test
    void refusesSectionsOfFurtherBotsInsteadOfRunningWithoutThem() {
        assertThat(problemsOf(REQUIRED + "[second]\nbitmex.tradebot.name=x\n"))
                .containsExactly("config/bitmex_bot_7.ini: section [second] is reserved for a further bot, which this"
                        + " version does not run; allowed: [DEFAULT]");
    }

    @ParameterizedTest
    @CsvSource({
        "bitmex.tradebot.decision.long.size, 0",
        "bitmex.tradebot.decision.long.size, 1.5",
        "bitmex.tradebot.decision.long.size, 1e999999999",
        "bitmex.tradebot.decision.long.size, ''",
        "bitmex.tradebot.decision.short.stop.delta, -1",
        "bitmex.tradebot.stop.pad, 1e-99999999",
        "bitmex.tradebot.stop.type, Limit",
        "bitmex.tradebot.stop.unfilled.seconds, 0",
        "bitmex.tradebot.name, a bot",
        "bitmex.tradebot.name, abcdefghijklmnopqrstuvwxyz",
        "bitmex.tradebot.strategy, magic",
        "bitmex.tradebot.strategy, java.lang.String",
        "bitmex.tradebot.order.max, 99",
        "bitmex.api.test, maybe",
        "bitmex.symbol, XBT USD",
        "venue.clock.speed, fast",
        "http.port, 65536",
        "smtp.tls, ssl",
        "movement.start.deltatype, percent",
    })
    void refusesWhatIsOutOfRange(String key, String value) {
        assertThat(problemsOf(REQUIRED + key + " = " + value + "\n"))
                .singleElement()
                .asString()
                .startsWith("config/bitmex_bot_7.ini:4: key " + key + " = " + value + ": allowed is ");
    }

    @Test
    void readsMailAndTheVenuesClock() {
        BotSettings settings = load(
                REQUIRED + "alert.mail.to=a@b.c, d@e.f\nsmtp.host=mail.b.c\nsmtp.tls=tls\nvenue.clock.speed=max\n");

        assertThat(settings.mail())
                .contains(new MailSettings(
                        List.of("a@b.c", "d@e.f"),
                        "a@b.c",
                        "mail.b.c",
                        465,
                        java.util.Optional.empty(),
                        new Secret(""),
                        "tls"));
        assertThat(settings.venue().clockSpeed().isMax()).isTrue();
    }

    @Test
    void keysOfAStrategyOfOnesOwnAreTakenAsTheyAreAndIgnoredAloudByABuiltInOne() {
        String keys = "strategy.period = 20\nstrategy.name = ${WHO}\n";

        BotSettings own = load(
                REQUIRED + "bitmex.tradebot.strategy = dev.barkeeper.strategy.Momentum\n" + keys, Map.of("WHO", "me"));
        assertThat(own.strategySettings().all())
                .containsEntry("strategy.period", "20")
                .containsEntry("strategy.name", "me")
                .doesNotContainKey("bitmex.api.key");
        assertThat(own.warnings()).isEmpty();
        assertThat(load(REQUIRED + "strategy.period = 20\n").warnings())
                .containsExactly("strategy.period is ignored: volatility-breakout has no such key");
        assertThat(problemsOf(REQUIRED + "strategy. = 20\n"))
                .containsExactly(
                        "config/bitmex_bot_7.ini:4: unknown key strategy.; docs/configuration.md lists the keys"
                                + " that are allowed");
    }

    @Test
    void aRelativeMovementTakesNoChangeThatIsMeantInPriceUnits() {
        String relative = REQUIRED + "movement.start.deltatype = relative\n";
        String allowed = ": allowed is a fraction from 0 to 1, because movement.start.deltatype is relative";
        assertThat(load(relative).strategy()).isEqualTo("volatility-breakout");
        assertThat(problemsOf(relative + "bitmex.tradebot.strategy = movement\nmovement.end.change = 0.1\n"))
                .containsExactly("config/bitmex_bot_7.ini: key movement.start.change (default) 20" + allowed);
        Map<String, String> tried = Map.of("movement.start.change", "5");
        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class,
                () -> BotSettings.load(new InstancePaths(folder, Path.of("config"), 7), Map.of(), tried));
        assertThat(refused).as("refusal of the override").isNotNull();
        assertThat(refused.problems().get(0).toString()).contains("movement.start.change = 5" + allowed);
    }

    private BotSettings load(String ini) {
        return load(ini, Map.of());
    }

    private BotSettings load(String ini, Map<String, String> environment) {
        try {
            Files.createDirectories(folder.resolve("config"));
            Files.writeString(folder.resolve("config/bitmex_bot_7.ini"), ini);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return BotSettings.load(new InstancePaths(folder, Path.of("config"), 7), environment);
    }

    private List<String> problemsOf(String ini) {
        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, () -> load(ini));
        assertThat(thrown).as("refusal of the ini").isNotNull();
        return thrown.problems().stream().map(Problem::toString).toList();
    }
}
