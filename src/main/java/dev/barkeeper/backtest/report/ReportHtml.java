package dev.barkeeper.backtest.report;

import dev.barkeeper.backtest.Trip;
import dev.barkeeper.machine.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A report as one HTML file that needs nothing else: script, style, charts and data are inside. Stateless. */
public final class ReportHtml {
    /** More would make a page that a browser shows slowly; the CSV has all. */
    static final int MOST_TRADES = 5_000;

    private ReportHtml() {}

    /** Writes it; of more than {@value #MOST_TRADES} trades the newest are shown, and the page says so. */
    public static void write(Report report, Path file) throws IOException {
        List<Trip> trips = report.analysis().trips();
        List<Trip> shown = trips.subList(Math.max(0, trips.size() - MOST_TRADES), trips.size());
        // "</" would end the script element that the data lie in
        String data = ReportJson.of(report, shown).toString().replace("</", "<\\/");
        String page = resource("report.html")
                .replace("/*UPLOT_CSS*/", resource("uplot.css"))
                .replace("/*UPLOT_LICENSE*/", resource("uplot-LICENSE"))
                .replace("/*UPLOT_JS*/", resource("uplot.js"))
                .replace("/*REPORT_JS*/", resource("report.js"))
                .replace("/*DATA*/", data);
        WholeFile.write(file, page);
    }

    private static String resource(String name) {
        try (InputStream in = ReportHtml.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the report's part " + name + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the report's part " + name + " cannot be read", e);
        }
    }
}
