package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;

/**
 * One market's way through its price source: which minute it is in, which point comes next, when the minute ends.
 * Minutes the source leaves out are minutes without trades, up to a week; a longer hole is jumped. Not thread-safe.
 */
final class MarketFeed {
    static final long LONGEST_QUIET_MILLIS = 7 * 24 * 3_600_000L;

    private final Market market;
    private final PriceSource source;
    private final PricePath path;
    private final Extremes extremes;
    private PriceBar coming;
    private boolean sourceEnded;
    private long minuteMillis;
    private int point;
    private boolean ended;
    private long nextMillis;

    MarketFeed(Market market, PriceSource source, VenueSettings settings, PriceBar first) {
        this.market = market;
        this.source = source;
        this.path = new PricePath(market.spec().instrument(), VenueIds.mix(settings.seed(), market.number(), 0));
        this.extremes = settings.extremes();
        this.coming = first;
        this.minuteMillis = first.openMillis();
        enter();
    }

    Market market() {
        return market;
    }

    long startMillis() {
        return minuteMillis;
    }

    /** When the next point or the end of the minute comes; {@link Long#MAX_VALUE} at the end of the prices. */
    long nextMillis() {
        return nextMillis;
    }

    /** Whether the next thing is the end of the minute. */
    boolean isAtEndOfMinute() {
        return point == PricePath.POINTS;
    }

    /** Whether a minute with trades has just begun. */
    boolean isAtFirstPoint() {
        return point == 0 && !ended;
    }

    /** To be called before the first point: only now is known what is held while the minute lasts. */
    void begin() {
        if (extremes == Extremes.WORSE_FIRST && !market.holders().isEmpty()) {
            path.load(coming, market.holders().get(0).contracts > 0);
        }
    }

    long minuteMillis() {
        return minuteMillis;
    }

    PricePath path() {
        return path;
    }

    /** All points of the minute are done. */
    void passPoints() {
        point = PricePath.POINTS;
        schedule();
    }

    long priceE8() {
        return path.price(point);
    }

    long contracts() {
        return path.contracts(point);
    }

    /** The first price of a minute jumps there from the close before. */
    boolean isGap() {
        return point == 0;
    }

    /** The present point is done. */
    void passPoint() {
        point++;
        schedule();
    }

    /** The minute is done: goes into the next. */
    void passMinute() {
        minuteMillis += Bar.MINUTE_MILLIS;
        if (!sourceEnded && coming.openMillis() < minuteMillis) {
            if (source.hasNext()) {
                coming = source.next();
                if (coming.openMillis() < minuteMillis) {
                    throw new PriceSourceException(market.symbol() + ": the bar at " + coming.openMillis()
                            + " comes after a later one; bars must ascend");
                }
            } else {
                sourceEnded = true;
            }
        }
        if (sourceEnded) {
            ended = true;
            schedule();
            return;
        }
        if (coming.openMillis() - minuteMillis > LONGEST_QUIET_MILLIS) {
            minuteMillis = coming.openMillis();
        }
        enter();
    }

    private void enter() {
        boolean here = coming.openMillis() == minuteMillis;
        if (!here || isWithoutTrade(coming)) {
            point = PricePath.POINTS;
        } else {
            path.load(coming);
            point = 0;
        }
        schedule();
    }

    private boolean isWithoutTrade(PriceBar bar) {
        return bar.volume() == 0 && bar.highE8() == bar.lowE8();
    }

    private void schedule() {
        while (point < PricePath.POINTS && path.contracts(point) == 0) {
            point++;
        }
        nextMillis = ended
                ? Long.MAX_VALUE
                : minuteMillis + (point == PricePath.POINTS ? Bar.MINUTE_MILLIS : PricePath.offsetMillis(point));
    }
}
