package dev.barkeeper.backtest.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barkeeper.backtest.Curve;
import dev.barkeeper.backtest.Figures;
import dev.barkeeper.backtest.MonthRow;
import dev.barkeeper.backtest.Trip;
import dev.barkeeper.machine.WholeFile;
import dev.barkeeper.model.E8;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A report as JSON: times as ISO text or epoch seconds, prices in whole units, money in minor units. Stateless. */
public final class ReportJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReportJson() {}

    /** Writes everything, every trade. */
    public static void write(Report report, Path file) throws IOException {
        ObjectNode all = of(report, report.analysis().trips());
        WholeFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    }

    /** With those trades only. */
    static ObjectNode of(Report report, List<Trip> trips) {
        ObjectNode all = MAPPER.createObjectNode();
        Money money = Money.of(report.instrument().settlementCurrency());
        all.put("title", report.title());
        ObjectNode facts = all.putObject("facts");
        report.facts().forEach(facts::put);
        ArrayNode rules = all.putArray("rules");
        report.rules().forEach(rules::add);
        all.put("currency", report.instrument().settlementCurrency());
        all.put("unit", money.unit());
        all.put("minorPerUnit", money.minorPerUnit());
        all.put("decimals", money.decimals());
        all.set("figures", figures(report.analysis().figures()));
        report.worstOrder().ifPresent(worst -> all.set("worstOrder", figures(worst)));
        ArrayNode measures = all.putArray("measures");
        List<Measure> shown = Measure.of(report.analysis().figures(), money);
        List<Measure> worst = report.worstOrder().map(w -> Measure.of(w, money)).orElse(List.of());
        for (int i = 0; i < shown.size(); i++) {
            ObjectNode node = measures.addObject();
            node.put("key", shown.get(i).key());
            node.put("name", shown.get(i).name());
            node.put("text", shown.get(i).text());
            node.put("formula", shown.get(i).formula());
            node.put("worst", worst.isEmpty() ? "" : worst.get(i).text());
        }
        months(report.analysis().months(), all.putArray("months"));
        trips(trips, all.putArray("trades"));
        curve(report.analysis().curve(), all.putObject("curve"));
        return all;
    }

    private static ObjectNode figures(Figures figures) {
        return MAPPER.valueToTree(figures);
    }

    private static void months(List<MonthRow> months, ArrayNode into) {
        for (MonthRow month : months) {
            into.add(MAPPER.valueToTree(month));
        }
    }

    private static void trips(List<Trip> trips, ArrayNode into) {
        for (Trip trip : trips) {
            ObjectNode node = into.addObject();
            node.put("direction", trip.direction().name().toLowerCase(Locale.ROOT));
            node.put("contracts", trip.contracts());
            node.put("entry", Instant.ofEpochMilli(trip.entryMillis()).toString());
            node.put("entryPrice", E8.toDouble(trip.entryE8()));
            node.put("stopPrice", E8.toDouble(trip.stopE8()));
            node.put("exit", Instant.ofEpochMilli(trip.exitMillis()).toString());
            node.put("exitPrice", E8.toDouble(trip.exitE8()));
            node.put("ending", trip.ending().name().toLowerCase(Locale.ROOT));
            node.put("gross", trip.grossMinor());
            node.put("fees", trip.feesMinor());
            node.put("funding", trip.fundingMinor());
            node.put("slippage", trip.slippageMinor());
            node.put("net", trip.netMinor());
        }
    }

    private static void curve(Curve curve, ObjectNode into) {
        into.put("barsPerPoint", curve.barsPerPoint());
        ArrayNode seconds = into.putArray("seconds");
        ArrayNode equity = into.putArray("equity");
        ArrayNode drawdown = into.putArray("drawdown");
        ArrayNode price = into.putArray("price");
        ArrayNode hold = into.putArray("hold");
        ArrayNode contracts = into.putArray("contracts");
        for (int i = 0; i < curve.seconds().length; i++) {
            seconds.add(curve.seconds()[i]);
            equity.add(curve.equityMinor()[i]);
            drawdown.add(Math.round(curve.drawdown()[i] * 1e6) / 1e6);
            price.add(curve.price()[i]);
            hold.add(curve.holdMinor()[i]);
            contracts.add(curve.contracts()[i]);
        }
    }
}
