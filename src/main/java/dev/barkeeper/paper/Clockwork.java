package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.TimeInForce;
import java.util.ArrayList;
import java.util.List;

/** What happens by itself as the venue's clock goes on, one thing after the other. Not thread-safe. */
final class Clockwork {
    private static final long DAY_MILLIS = 24 * 3_600_000L;

    private final Floor floor;
    private final Bookkeeper books;
    private final PathWalker walker;
    private final OrderDesk desk;
    private final BarDesk bars;
    private final List<MarketFeed> feeds;
    private final List<MarketNews> news;
    private long deadMillis = Long.MAX_VALUE;

    Clockwork(
            Floor floor,
            Bookkeeper books,
            PathWalker walker,
            OrderDesk desk,
            BarDesk bars,
            List<MarketFeed> feeds,
            List<MarketNews> news) {
        this.floor = floor;
        this.books = books;
        this.walker = walker;
        this.desk = desk;
        this.bars = bars;
        this.feeds = feeds;
        this.news = news;
    }

    /** When the next thing happens; {@link Long#MAX_VALUE} when nothing will. */
    long nextMillis() {
        long next = Math.min(deadMillis, bars.nextMillis());
        for (int i = 0; i < feeds.size(); i++) {
            next = Math.min(next, feeds.get(i).nextMillis());
        }
        return next;
    }

    /** Whether every market has come to the end of its prices. */
    boolean isAtEnd() {
        for (int i = 0; i < feeds.size(); i++) {
            if (feeds.get(i).nextMillis() != Long.MAX_VALUE) {
                return false;
            }
        }
        return true;
    }

    /** See {@link PaperVenue#step}. */
    boolean step() {
        long next = nextMillis();
        if (next == Long.MAX_VALUE) {
            return false;
        }
        run(next);
        return true;
    }

    /** See {@link PaperVenue#advanceTo}. */
    void advanceTo(long millis) {
        long next = nextMillis();
        while (next <= millis && next != Long.MAX_VALUE) {
            if (!strollIfCalm(millis)) {
                run(next);
            }
            next = nextMillis();
        }
        if (millis != Long.MAX_VALUE) {
            floor.setNow(Math.max(floor.nowMillis(), millis));
        }
    }

    /** See {@link PaperVenue#advanceBar}. */
    boolean advanceBar() {
        if (isAtEnd()) {
            return false;
        }
        advanceTo(Math.floorDiv(floor.nowMillis(), Bar.MINUTE_MILLIS) * Bar.MINUTE_MILLIS + Bar.MINUTE_MILLIS);
        return true;
    }

    /**
     * Does all points of a minute at once when nobody hears of them and nothing can trade on their way: far the most
     * minutes. False when the next thing has to be done by itself.
     */
    private boolean strollIfCalm(long untilMillis) {
        MarketFeed feed = feeds.get(0);
        if (feed.isAtFirstPoint()) {
            feed.begin();
        }
        if (feeds.size() > 1 || !feed.isAtFirstPoint() || floor.outbound().wantsMoments()) {
            return false;
        }
        long end = feed.minuteMillis() + Bar.MINUTE_MILLIS;
        Market market = feed.market();
        boolean alone = end <= untilMillis
                && deadMillis > end
                && bars.nextMillis() > end
                && walker.isCalm(market, feed.path().lowestE8(), feed.path().highestE8());
        if (!alone) {
            return false;
        }
        market.stroll(feed.path(), feed.minuteMillis());
        floor.setNow(market.nowMillis());
        feed.passPoints();
        return true;
    }

    /** Does everything that happens at {@link #nextMillis}. */
    void run(long atMillis) {
        floor.setNow(atMillis);
        if (deadMillis <= atMillis) {
            cancelForTheDead();
        }
        if (bars.nextMillis() <= atMillis) {
            bars.publishDue();
        }
        for (int i = 0; i < feeds.size(); i++) {
            if (feeds.get(i).nextMillis() == atMillis) {
                advance(feeds.get(i), news.get(i));
            }
        }
        books.publish();
        floor.outbound().flush();
    }

    /** The accounts' switches have changed. */
    void rearm() {
        deadMillis = Long.MAX_VALUE;
        for (Account account : floor.accounts().values()) {
            if (account.deadMillis() > 0) {
                deadMillis = Math.min(deadMillis, account.deadMillis());
            }
        }
    }

    private void advance(MarketFeed feed, MarketNews shown) {
        Market market = feed.market();
        if (!feed.isAtEndOfMinute()) {
            walker.walk(market, feed.priceE8(), feed.contracts(), feed.isGap());
            shown.publish(true);
            books.markMoved(market);
            feed.passPoint();
            return;
        }
        market.bars().finish(floor.nowMillis());
        feed.passMinute();
        bars.finished(market);
        fundIfDue(market);
        market.setTime(floor.nowMillis());
        if (floor.nowMillis() % DAY_MILLIS == 0) {
            endDayOrders(market);
            shown.publish(false);
        }
    }

    /** Pays funding when its time has come since the market last moved. */
    void fundIfDue(Market market) {
        if (market.nextFundingMillis() > floor.nowMillis()) {
            return;
        }
        long rate = market.fundingRateE8();
        for (Holding holding : List.copyOf(market.holders())) {
            books.pay(holding, rate);
        }
        FundingRow row = new FundingRow(market.symbol(), floor.nowMillis(), Market.FUNDING_INTERVAL_MILLIS, rate);
        floor.outbound().tell(VenueTopic.FUNDING, listener -> listener.onFunding(row));
    }

    private void endDayOrders(Market market) {
        List<LiveOrder> day = new ArrayList<>();
        market.resting().forEach(order -> addDay(order, day));
        market.stops().forEach(order -> addDay(order, day));
        day.forEach(order -> books.cancel(order, "Canceled: Day order expired"));
    }

    private static void addDay(LiveOrder order, List<LiveOrder> day) {
        if (order.timeInForce == TimeInForce.DAY) {
            day.add(order);
        }
    }

    private void cancelForTheDead() {
        for (Account account : floor.accounts().values()) {
            if (account.deadMillis() > 0 && account.deadMillis() <= floor.nowMillis()) {
                account.arm(0);
                desk.cancelAll(account, order -> true, "Canceled via cancelAllAfter.");
            }
        }
        news.forEach(shown -> shown.publish(false));
        rearm();
    }
}
