package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Instrument;

/**
 * Made-up prices, endless and the same again from the same seed: runs of some minutes up or down that turn, noise on
 * top, now and then a jump, all pulled back towards the start price so that years stay within some ten percent of it.
 */
public final class GeneratedPrices implements PriceSource {
    private static final int SHORTEST_RUN = 4;
    private static final int RUN_SPREAD = 18;
    private static final double DRIFT = 0.00035;
    private static final double NOISE = 0.00030;
    private static final Jumps RARE = new Jumps(0.016, 400);
    private static final Jumps FREQUENT = new Jumps(0.008, 6);
    private static final double PULL = 0.0005;

    private final Instrument instrument;
    private final long ladderContracts;
    private final double center;
    private final Jumps jumps;
    private long state;
    private long openMillis;
    private long lastE8;
    private int minutesLeft;
    private double drift;

    /**
     * Jumps on top of the noise.
     *
     * @param most of one, as a fraction of the price
     * @param oneIn so many minutes, on average
     */
    private record Jumps(double most, int oneIn) {}

    /** @param startMillis start of the first bar, a whole minute */
    public GeneratedPrices(ContractSpec spec, long seed, long startMillis) {
        this(spec, seed, startMillis, spec.startPriceE8());
    }

    /** The same from another first price; it is pulled back to the contract's usual one. */
    public GeneratedPrices(ContractSpec spec, long seed, long startMillis, long firstE8) {
        this(spec, seed, startMillis, firstE8, RARE);
    }

    private GeneratedPrices(ContractSpec spec, long seed, long startMillis, long firstE8, Jumps jumps) {
        if (startMillis % Bar.MINUTE_MILLIS != 0) {
            throw new IllegalArgumentException("generated prices must start at a whole minute, not " + startMillis);
        }
        this.instrument = spec.instrument();
        this.ladderContracts = spec.ladderContracts();
        this.center = E8.toDouble(spec.startPriceE8());
        this.jumps = jumps;
        this.state = VenueIds.mix(seed, spec.symbol().hashCode(), 0);
        this.openMillis = startMillis;
        this.lastE8 = instrument.roundToTick(firstE8);
    }

    /** The same with a jump every few minutes instead of one in some hours: half an hour of it shows stops at work. */
    public static GeneratedPrices restless(ContractSpec spec, long seed, long startMillis) {
        return new GeneratedPrices(spec, seed, startMillis, spec.startPriceE8(), FREQUENT);
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public PriceBar next() {
        if (minutesLeft-- <= 0) {
            turn();
        }
        long open = lastE8;
        double base = open;
        double step = drift + NOISE * (uniform() + uniform() + uniform() - 1.5) * 2;
        if (below(jumps.oneIn) == 0) {
            step += jumps.most * (uniform() - 0.5) * 2;
        }
        long close = snap(base * (1 + step));
        double wick = NOISE * 0.8;
        long high = snap(Math.max(open, close) + base * wick * uniform());
        long low = snap(Math.min(open, close) - base * wick * uniform());
        double excitement = 1 + Math.abs(step) / NOISE;
        long volume = (long) (ladderContracts * (2 + 10 * uniform()) * excitement);
        PriceBar bar = new PriceBar(
                openMillis,
                open,
                Math.max(high, Math.max(open, close)),
                Math.min(low, Math.min(open, close)),
                close,
                volume);
        lastE8 = close;
        openMillis += Bar.MINUTE_MILLIS;
        return bar;
    }

    /** A new run, mostly against the one before, leaning towards the centre. */
    private void turn() {
        minutesLeft = SHORTEST_RUN + below(RUN_SPREAD);
        double away = E8.toDouble(lastE8) / center - 1;
        boolean up = drift == 0 ? uniform() < 0.5 : uniform() < 0.15 == drift > 0;
        drift = (up ? 1 : -1) * DRIFT * (0.5 + uniform()) - away * PULL * 10;
    }

    private long snap(double priceE8) {
        return Math.max(instrument.tickE8(), instrument.roundToTick(Math.round(priceE8)));
    }

    private double uniform() {
        state += 0x9E3779B97F4A7C15L;
        return (VenueIds.mix(state, 1, 0) >>> 11) * 0x1.0p-53;
    }

    private int below(int bound) {
        return (int) (uniform() * bound);
    }
}
