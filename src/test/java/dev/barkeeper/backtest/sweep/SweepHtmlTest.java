package dev.barkeeper.backtest.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepHtmlTest {
    @TempDir
    private Path folder;

    /** The best part of a set is luck; its mean is not. */
    @Test
    void aCellShowsTheMeanOfItsPartsAndTheBestOfWhatItHides() throws IOException {
        List<Axis> axes = List.of(Axis.parse("a=1,2"), Axis.parse("b=7"), Axis.parse("c=8,9"));
        List<SweepRow> rows = List.of(
                row("1", "8", "1-in", 10),
                row("1", "8", "2-in", -20),
                row("1", "9", "1-in", 3),
                row("1", "9", "2-in", 5),
                row("2", "8", "1-in", Double.NaN));

        Path page = folder.resolve("sweep.html");
        new SweepHtml(axes, Ranking.SHARPE, "XBt").write(page, "A sweep", rows, List.of("a <note>"));

        assertThat(Files.readString(page))
                .contains("<h2>Sharpe, mean of the 2 parts that were chosen on, best of the other axes</h2>")
                .contains(">4.00<tr><th>2<td></table>")
                .contains("<th>net, XBt<th>")
                .contains("a &lt;note>")
                .contains("<td>1-in<td>1<td>–<td>0.00 %<td>1.00<td>1")
                .contains("<meta name=\"viewport\"")
                .doesNotContain("NaN");
    }

    @Test
    void whereNoSetHasASharpeTheMapIsOfNets() throws IOException {
        Path page = folder.resolve("sweep.html");
        new SweepHtml(List.of(Axis.parse("a=1"), Axis.parse("c=8")), Ranking.SHARPE, "XBt")
                .write(page, "A sweep", List.of(row("1", "8", "all", Double.NaN)), List.of());

        assertThat(Files.readString(page)).contains("<h2>Net, XBt</h2>", ">1.00</table>");
    }

    @Test
    void theMapHasTheValuesThatWereDrawn() throws IOException {
        Path page = folder.resolve("sweep.html");
        List<Axis> axes = List.of(Axis.parse("a=1..10000/1"), Axis.parse("c=1..10000/1"));
        new SweepHtml(axes, Ranking.SHARPE, "XBt")
                .write(page, "A sweep", List.of(row("5", "700", "all", 2), row("77", "30", "all", 1)), List.of());

        assertThat(Files.readString(page))
                .contains("<th>30<th>700<tr><th>5<td><td style=")
                .contains(">2.00<tr><th>77<td style=");
    }

    @Test
    void aMapThatNoBrowserShowsIsLeftOut() throws IOException {
        Path page = folder.resolve("sweep.html");
        List<SweepRow> rows = IntStream.rangeClosed(1, 317)
                .mapToObj(i -> row("" + i, "" + i, "all", 1))
                .toList();
        new SweepHtml(List.of(Axis.parse("a=1..317/1"), Axis.parse("c=1..317/1")), Ranking.SHARPE, "XBt")
                .write(page, "A sweep", rows, List.of());

        assertThat(Files.readString(page)).contains("more than 100000 cells: no heat map", "<h2>Best 317 of 317");
    }

    private static SweepRow row(String a, String c, String span, double sharpe) {
        return new SweepRow(Map.of("a", a, "b", "7", "c", c), span, 1, sharpe, 0, 1, 1, "");
    }
}
