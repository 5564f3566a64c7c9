package dev.barkeeper.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TimeInForce;
import dev.barkeeper.model.TriggerPrice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A minute walked at once leaves what one walked point by point leaves, for whoever asks afterwards. */
class CalmMinutesTest {
    private static final ContractSpec SPEC = ContractSpecs.xbtusd();
    private static final String SYMBOL = SPEC.symbol();
    private static final long ACCOUNT = 3;
    private static final int MINUTES = 600;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void leaveWhatPointByPointLeaves(long seed) {
        try (PaperVenue quick = venue(seed);
                PaperVenue slow = venue(seed)) {
            slow.addListener(new VenueListener() {}, EnumSet.allOf(VenueTopic.class));
            Random random = new Random(seed);
            for (int minute = 0; minute < MINUTES; minute++) {
                quick.advanceBar();
                slow.advanceBar();
                if (random.nextInt(5) == 0) {
                    act(random.nextLong(), quick, slow);
                }
                quick.positions(ACCOUNT)
                        .forEach(position -> assertThat(quick.stake(ACCOUNT, SYMBOL))
                                .isEqualTo(new Stake(PaperTranslation.position(position), quick.openOrders(ACCOUNT))));
                assertThat(told(quick)).as("seed %d minute %d", seed, minute).isEqualTo(told(slow));
            }
            assertThat(quick.executions(ACCOUNT, Window.newest(1_000), row -> row.type() == ExecType.TRIGGERED))
                    .isNotEmpty();
        }
    }

    private static PaperVenue venue(long seed) {
        PaperVenue venue = PaperVenue.open(
                VenueSettings.DEFAULT.withSeed(seed),
                List.of(new Listing(SPEC, new GeneratedPrices(SPEC, seed, Script.START))));
        venue.openAccount(ACCOUNT, Map.of("XBt", 100_000_000L));
        return venue;
    }

    private static void act(long choice, PaperVenue... venues) {
        Random random = new Random(choice);
        long price = venues[0].state(SYMBOL).orElseThrow().lastE8();
        long away = (1 + random.nextInt(40)) * SPEC.instrument().tickE8() * 2;
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        OrderType type = List.of(OrderType.MARKET, OrderType.LIMIT, OrderType.STOP, OrderType.STOP_LIMIT)
                .get(random.nextInt(4));
        long trigger = type.isTriggered() ? price + side.sign() * away : 0;
        long limit = type == OrderType.LIMIT ? price - side.sign() * away : type.isLimit() ? trigger : 0;
        NewOrder order = new NewOrder(
                SYMBOL,
                Optional.of(side),
                type,
                1_000L + random.nextInt(200_000),
                limit,
                trigger,
                random.nextInt(4) == 0 ? TriggerPrice.MARK : TriggerPrice.LAST,
                type == OrderType.MARKET ? TimeInForce.IMMEDIATE_OR_CANCEL : TimeInForce.GOOD_TILL_CANCEL,
                Set.of(),
                OptionalLong.empty(),
                "",
                "");
        boolean clears = random.nextInt(8) == 0;
        for (PaperVenue venue : venues) {
            venue.place(ACCOUNT, order);
            if (clears) {
                venue.cancelAll(ACCOUNT, any -> true, "");
            }
        }
    }

    private static List<Object> told(PaperVenue venue) {
        List<Object> all = new ArrayList<>();
        all.add(venue.nowMillis());
        all.add(venue.state(SYMBOL));
        all.add(venue.book(SYMBOL, 3));
        all.add(venue.quote(SYMBOL));
        all.add(venue.trades(SYMBOL, Window.newest(20)));
        all.add(venue.quotes(SYMBOL, Window.newest(20)));
        all.add(venue.bars(SYMBOL, BinSize.MINUTE, Window.newest(2), true));
        all.add(venue.executions(ACCOUNT, Window.newest(5), any -> true));
        all.add(venue.positions(ACCOUNT));
        all.add(venue.openOrders(ACCOUNT));
        all.add(venue.wallets(ACCOUNT));
        return all;
    }
}
