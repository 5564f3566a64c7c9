package dev.barkeeper.backtest.report;

import dev.barkeeper.backtest.Curve;
import dev.barkeeper.backtest.Trip;
import dev.barkeeper.machine.WholeFile;
import dev.barkeeper.model.E8;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Trades and curve as CSV, UTC, money in minor units. Stateless. */
public final class ReportCsv {
    private ReportCsv() {}

    /** A row per trade. */
    public static void writeTrades(List<Trip> trips, Path file) throws IOException {
        StringBuilder out = new StringBuilder(
                "direction,contracts,entry,entry_price,stop_price,exit,exit_price,ending,gross,fees,funding,"
                        + "slippage,net\n");
        for (Trip trip : trips) {
            out.append(String.join(
                    ",",
                    trip.direction().name().toLowerCase(Locale.ROOT),
                    Long.toString(trip.contracts()),
                    Instant.ofEpochMilli(trip.entryMillis()).toString(),
                    E8.toString(trip.entryE8()),
                    trip.stopE8() == 0 ? "" : E8.toString(trip.stopE8()),
                    Instant.ofEpochMilli(trip.exitMillis()).toString(),
                    E8.toString(trip.exitE8()),
                    trip.ending().name().toLowerCase(Locale.ROOT),
                    Long.toString(trip.grossMinor()),
                    Long.toString(trip.feesMinor()),
                    Long.toString(trip.fundingMinor()),
                    Long.toString(trip.slippageMinor()),
                    Long.toString(trip.netMinor())));
            out.append('\n');
        }
        WholeFile.write(file, out.toString());
    }

    /** A row per drawn point. */
    public static void writeCurve(Curve curve, Path file) throws IOException {
        StringBuilder out = new StringBuilder("time,equity,drawdown,price,hold,contracts\n");
        for (int i = 0; i < curve.seconds().length; i++) {
            out.append(Instant.ofEpochSecond(curve.seconds()[i]) + "," + curve.equityMinor()[i] + ","
                    + curve.drawdown()[i] + "," + curve.price()[i] + "," + curve.holdMinor()[i] + ","
                    + curve.contracts()[i]);
            out.append('\n');
        }
        WholeFile.write(file, out.toString());
    }
}
