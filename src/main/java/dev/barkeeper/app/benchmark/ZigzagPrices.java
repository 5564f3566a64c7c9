package dev.barkeeper.app.benchmark;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.E8;
import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.paper.PriceSource;

/** Up one minute, down the next, without an end: momentum over one bar turns with every bar, and no stop is near. */
final class ZigzagPrices implements PriceSource {
    private static final long LOW = E8.parse("8000");
    private static final long HIGH = E8.parse("8010");
    private static final long VOLUME = 1_000_000;

    private long openMillis;
    private boolean up = true;

    ZigzagPrices(long startMillis) {
        openMillis = startMillis;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public PriceBar next() {
        PriceBar bar = new PriceBar(openMillis, up ? LOW : HIGH, HIGH, LOW, up ? HIGH : LOW, VOLUME);
        up = !up;
        openMillis += Bar.MINUTE_MILLIS;
        return bar;
    }
}
