package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;

/** Figures of the last 24 hours of one market, reckoned once per minute. */
record DayStats(
        long barsEnd,
        long volume,
        long turnoverMinor,
        long homeNotionalE8,
        long foreignNotionalE8,
        long highE8,
        long lowE8,
        long vwapE8,
        long firstE8) {
    private static final int MINUTES = 24 * 60;

    static DayStats of(Market market) {
        long end = PreHistory.MINUTES + market.bars().end();
        Bar first = BarDesk.minute(market, end - MINUTES);
        Bar day = BarTape.join(index -> BarDesk.minute(market, index), end - MINUTES, end, first.closeMillis());
        return new DayStats(
                market.bars().end(),
                day.volume(),
                day.turnover(),
                day.homeNotionalE8(),
                day.foreignNotionalE8(),
                day.highE8(),
                day.lowE8(),
                day.vwapE8(),
                first.openE8());
    }
}
