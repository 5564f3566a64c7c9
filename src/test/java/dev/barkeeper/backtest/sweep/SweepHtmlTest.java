package dev.barkeeper.backtest.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private static SweepRow row(String a, String c, String span, double sharpe) {
        return new SweepRow(Map.of("a", a, "b", "7", "c", c), span, 1, sharpe, 0, 1, 1, "");
    }
}
