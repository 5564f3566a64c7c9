package dev.barkeeper.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.model.E8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarsFileTest {
    private static final String HEADER = "timestamp,open,high,low,close,volume\n";
    private static final String FIRST = "2021-12-31 23:01:00.000000,46319.0,46385.0,46319.0,46377.5,2300413.7295\n";

    @TempDir
    Path folder;

    @Test
    void readsPlainAndGzippedRowsInBothTimeForms() throws IOException {
        String text = HEADER + FIRST + "2021-12-31T23:02:00Z,46377.5,46411,46377,46411,5e2\r\n";
        PriceBar first = new PriceBar(
                Instant.parse("2021-12-31T23:01:00Z").toEpochMilli(),
                E8.ofWhole(46_319),
                E8.ofWhole(46_385),
                E8.ofWhole(46_319),
                E8.parse("46377.5"),
                2_300_414);
        for (Path file : List.of(plain(text), gzipped(text))) {
            try (BarsFile bars = BarsFile.open(file, false)) {
                assertThat(bars.next()).isEqualTo(first);
                assertThat(bars.next().volume()).isEqualTo(500);
                assertThat(bars.hasNext()).isFalse();
            }
        }
    }

    @Test
    void aStampAtTheEndIsAMinuteLater() throws IOException {
        try (BarsFile bars = BarsFile.open(plain(HEADER + FIRST), true)) {
            assertThat(bars.next().openMillis())
                    .isEqualTo(Instant.parse("2021-12-31T23:00:00Z").toEpochMilli());
        }
    }

    @Test
    void rowsBeforeTheStartBecomeHistory() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 30; i++) {
            int price = 100 + i;
            text.append(
                    String.format("2022-01-01 00:%02d:00,%d,%d,%d,%d,10%n", i, price, price + 2, price - 1, price + 1));
        }
        long from = Instant.parse("2022-01-01T00:20:00Z").toEpochMilli();
        BarsFile bars = BarsFile.open(plain(text.toString()), false, from);
        assertThat(bars.closeBefore()).hasValue(E8.ofWhole(120));
        try (PaperVenue venue =
                PaperVenue.open(VenueSettings.DEFAULT, List.of(new Listing(ContractSpecs.xbtusd(), bars)))) {
            assertThat(venue.nowMillis()).isEqualTo(from);
            List<dev.barkeeper.model.Bar> past = venue.bars("XBTUSD", BinSize.MINUTE, Window.newest(30_000), false);
            assertThat(past).hasSize(30_000);
            assertThat(past.get(0).closeMillis()).isEqualTo(from);
            assertThat(past.get(0).closeE8()).isEqualTo(E8.ofWhole(120));
            assertThat(past.get(19).highE8()).isEqualTo(E8.ofWhole(102));
            assertThat(past.get(19).volume()).isEqualTo(10);
            assertThat(past).allSatisfy(bar -> assertThat(bar.closeE8()).isBetween(E8.ofWhole(60), E8.ofWhole(240)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong header      | timestamp;open;high        | 1 | the header is",
                "missing column    | 2022-01-01 00:01:00,1,2,1,2 | 3 | 5 columns",
                "extra column      | 2022-01-01 00:01:00,1,2,1,2,3,4 | 3 | more than 6 columns",
                "same time         | 2021-12-31 23:01:00,1,2,1,2,3 | 3 | rows must ascend",
                "earlier time      | 2021-12-31 22:01:00,1,2,1,2,3 | 3 | rows must ascend",
                "half a minute     | 2022-01-01 00:01:30,1,2,1,2,3 | 3 | not a whole minute",
                "no time           | yesterday,1,2,1,2,3 | 3 | not a whole minute",
                "a date only       | 2022-01-01,1,2,1,2,3 | 3 | not a whole minute",
                "another zone      | 2022-01-01 00:01:00+02:00,1,2,1,2,3 | 3 | not a whole minute",
                "thirteenth month  | 2022-13-01 00:01:00,1,2,1,2,3 | 3 | not a whole minute",
                "not a number      | 2022-01-01 00:01:00,1,2,NaN,2,3 | 3 | low \"NaN\" is not a number",
                "nothing           | 2022-01-01 00:01:00,1,,1,2,3 | 3 | high \"\" is not a number",
                "negative price    | 2022-01-01 00:01:00,-1,2,1,2,3 | 3 | open -1 is not above 0",
                "price of nought   | 2022-01-01 00:01:00,1,2,0,2,3 | 3 | low 0 is not above 0",
                "high below close  | 2022-01-01 00:01:00,1,2,1,3,3 | 3 | do not enclose",
                "negative volume   | 2022-01-01 00:01:00,1,2,1,2,-3 | 3 | volume -3 is negative",
                "no volume         | 2022-01-01 00:01:00,1,2,1,2,NaN | 3 | volume \"NaN\" is not a number",
                "volume of a flood | 2022-01-01 00:01:00,1,2,1,2,92233720368547758.07 | 3 | is above 1000000000000",
            })
    void namesTheLineOfABadRow(String name, String row, int line, String problem) throws IOException {
        String text = line == 1 ? row + "\n" : HEADER + FIRST + row + "\n";
        Path file = plain(text);
        assertThatThrownBy(() -> BarsFile.open(file, false))
                .isInstanceOf(PriceSourceException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("line " + line + ":")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "epoch seconds      | time,open,high,low,close,volume | 1640995260,10,12,9,11,5",
                "epoch millis       | open_time,Open,High,Low,Close,Volume | 1640995260000,10,12,9,11,5",
                "epoch micros       | unix,o,h,l,c,v | 1640995260000000,10,12,9,11,5",
                "other order        | Volume,Date,Close,Low,High,Open | 5,2022-01-01 00:01:00,11,9,12,10",
                "more columns       | symbol,timestamp,open,high,low,close,trades,volume | X,2022-01-01T00:01:00Z,10,12,9,11,3,5",
                "semicolons         | timestamp;open;high;low;close;volume | 2022-01-01 00:01:00;10;12;9;11;5",
                "volume of a kind   | unix,date,symbol,open,high,low,close,Volume BTC,Volume USD | 1640995260,2022-01-01 00:01:00,X,10,12,9,11,5,55",
                "volume in brackets | Timestamp,Open,High,Low,Close,Volume_(BTC),Volume_(Currency) | 1640995260,10,12,9,11,5,55",
                "a venue's bars     | timestamp,symbol,open,high,low,close,trades,volume,vwap,lastSize,turnover,homeNotional,foreignNotional | 2022-01-01T00:02:00.000Z,X,10,12,9,11,3,5,11,1,1,1,1",
                "quotes             | \"timestamp\",\"open\",\"high\",\"low\",\"close\",\"volume\" | \"2022-01-01 00:01:00\",\"10\",12,9,11,5",
                "the table's names  | timestamp_dt,symbol,open_px,high_px,low_px,close_px,volume | 2022-01-01 00:02:00.000,X,10,12,9,11,5",
                "no names           | 1640995260000,10,12,9,11,5,1640995319999,1 |",
                "no names, ISO      | 2022-01-01T00:01:00Z,1e1,12,9,11,5 |",
            })
    void findsTheColumns(String name, String header, String row) throws IOException {
        BarsFile bars = BarsFile.open(plain(header + "\n" + (row == null ? "" : row + "\n")), false);
        assertThat(bars.next())
                .isEqualTo(new PriceBar(
                        Instant.parse("2022-01-01T00:01:00Z").toEpochMilli(),
                        E8.ofWhole(10),
                        E8.ofWhole(12),
                        E8.ofWhole(9),
                        E8.ofWhole(11),
                        5));
        assertThat(bars.hasNext()).isFalse();
    }

    /** As the venue's bars and the table's have it, in which a minute may begin beside its own range. */
    @Test
    void anOpenThatIsTheCloseBeforeIsBroughtIntoTheRange() throws IOException {
        String bars = "timestamp_dt,symbol,open_px,high_px,low_px,close_px,volume,home_notional\n"
                + "2022-01-01 00:02:00.000,X,8,12,9,11,5,1\n2022-01-01 00:03:00.000,X,13,12,9,11,5,1\n";
        try (BarsFile rows = BarsFile.open(plain(bars), false)) {
            assertThat(rows.next().openE8()).isEqualTo(E8.ofWhole(9));
            assertThat(rows.next().openE8()).isEqualTo(E8.ofWhole(12));
        }
        Path own = plain(HEADER + "2022-01-01 00:02:00,8,12,9,11,5\n");
        assertThatThrownBy(() -> BarsFile.open(own, false)).hasMessageContaining("do not enclose open 8");
    }

    @Test
    void aCoinOfLittleWorthIsTradedByTheBillion() throws IOException {
        try (BarsFile rows = BarsFile.open(plain(HEADER + "2022-01-01 00:02:00,1,2,1,2,152345678901.5\n"), false)) {
            assertThat(rows.next().volume()).isEqualTo(152_345_678_902L);
        }
    }

    @Test
    void whatIsNoTextIsNotShown() throws IOException {
        Path zip = Files.write(folder.resolve("a.zip"), new byte[] {'P', 'K', 3, 4, 20, 0, 8, (byte) 0xf3, 'x', '\n'});
        Path wide = Files.writeString(folder.resolve("wide.csv"), HEADER + FIRST, StandardCharsets.UTF_16);
        for (Path file : List.of(zip, wide)) {
            assertThatThrownBy(() -> BarsFile.open(file, false))
                    .hasMessage(
                            "prices file " + file + ", line 1: this is no UTF-8 text; of what is packed gzip alone is"
                                    + " read, unpack anything else first");
        }
        assertThatThrownBy(() -> BarsFile.open(plain("[".repeat(5_000)), false))
                .hasMessageContaining("[[[…\", it must name");
    }

    @Test
    void minutesOfSeveralInstrumentsAreNoPrices() throws IOException {
        String mixed = "timestamp_dt,symbol,open_px,high_px,low_px,close_px,volume\n"
                + "2022-01-01 00:01:00.000,XBTUSD,46319,46385,46319,46377,5\n"
                + "2022-01-01 00:02:00.000,ETHUSD,3682,3690,3680,3685,5\n";
        Path file = plain(mixed);
        assertThatThrownBy(() -> BarsFile.open(file, false))
                .isInstanceOf(PriceSourceException.class)
                .hasMessageContaining("line 3: the row is of ETHUSD, those before it of XBTUSD");
        try (BarsFile bars = BarsFile.open(plain(mixed.replace("ETHUSD", "XBTUSD")), false)) {
            assertThat(bars.survey().rows()).isEqualTo(2);
        }
    }

    @Test
    void countsWhatIsMissing() throws IOException {
        BarsSurvey survey = BarsFile.survey(
                plain(HEADER + FIRST + "2022-01-01 00:03:00,1,2,1,2,3\n2022-01-01 00:04:00,1,2,1,2,3\n"), false);
        assertThat(survey.rows()).isEqualTo(3);
        assertThat(survey.gapCount()).isEqualTo(1);
        assertThat(survey.gaps().get(0).line()).isEqualTo(3);
        assertThat(survey.missingMinutes()).isEqualTo(survey.gaps().get(0).minutes());
    }

    @Test
    void anEmptyOrMissingFileIsOneClearError() throws IOException {
        assertThatThrownBy(() -> BarsFile.open(plain(""), false)).hasMessageContaining("line 1: the file is empty");
        assertThatThrownBy(() -> BarsFile.open(plain(HEADER), false)).hasMessageContaining("line 2: no row");
        assertThatThrownBy(() -> BarsFile.open(folder.resolve("none.csv"), false))
                .hasMessageContaining("does not exist");
    }

    @Test
    void aTruncatedGzipNamesTheLineItReached() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        long random = 7;
        for (int i = 0; i < 1_000; i++) {
            random = VenueIds.mix(random, 1, i);
            text.append(String.format("2022-01-01 %02d:%02d:00,1,2,1,2,%d%n", i / 60, i % 60, random >>> 33));
        }
        byte[] whole = Files.readAllBytes(gzipped(text.toString()));
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length * 2 / 3));
        assertThatThrownBy(() -> BarsFile.open(cut, false))
                .isInstanceOf(PriceSourceException.class)
                .hasMessageContaining("cut off")
                .hasMessageMatching(".*line \\d{2,}:.*");
        Path header = Files.write(folder.resolve("header.csv.gz"), Arrays.copyOf(whole, 5));
        assertThatThrownBy(() -> BarsFile.open(header, false)).hasMessageContaining("cut off");
    }

    private Path plain(String text) throws IOException {
        return Files.writeString(folder.resolve("bars.csv"), text);
    }

    private Path gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return Files.write(folder.resolve("bars.csv.gz"), bytes.toByteArray());
    }
}
