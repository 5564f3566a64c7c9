package dev.barkeeper.paper;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Prints how many bars a second the venue walks; run by hand: {@code java … dev.barkeeper.paper.WalkBenchmark [file]}. */
public final class WalkBenchmark {
    private static final int BARS = 1_000_000;

    private WalkBenchmark() {}

    public static void main(String[] arguments) {
        ContractSpec spec = ContractSpecs.xbtusd();
        for (int round = 0; round < 3; round++) {
            time("generated, prices only", () -> new GeneratedPrices(spec, 1, Script.START), false);
            time("generated, walk", () -> new GeneratedPrices(spec, 1, Script.START), true);
            if (arguments.length > 0) {
                time("file, prices only", () -> BarsFile.open(Path.of(arguments[0]), false), false);
                time("file, walk", () -> BarsFile.open(Path.of(arguments[0]), false), true);
            }
        }
    }

    private static void time(String name, Supplier<PriceSource> source, boolean walk) {
        ContractSpec spec = ContractSpecs.xbtusd();
        PriceSource prices = source.get();
        long start = System.nanoTime();
        long bars = 0;
        if (walk) {
            PaperVenue venue = PaperVenue.open(VenueSettings.DEFAULT, List.of(new Listing(spec, prices)));
            venue.openAccount(1, Map.of("XBt", 1_000_000_000L));
            while (bars < BARS && venue.advanceBar()) {
                bars++;
            }
        } else {
            while (bars < BARS && prices.hasNext()) {
                prices.next();
                bars++;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-24s %,9d bars in %.3f s: %,.0f bars/s%n", name, bars, seconds, bars / seconds);
    }
}
