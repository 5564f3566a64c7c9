package dev.barkeeper.app.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bot.BotView;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.mail.Letter;
import dev.barkeeper.mail.LetterWriter;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.PositionRow;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayBookTest {
    private static final long MIDNIGHT = 1_583_107_200_000L;
    private static final long MINUTE = 60_000;
    private static final long DAY = 1_440 * MINUTE;

    @TempDir
    private Path folder;

    @Test
    void theBarThatEndsAtMidnightIsTheLastOfItsDay() {
        DayBook book = book();
        decide(book, MIDNIGHT + MINUTE);
        decide(book, MIDNIGHT + DAY);
        assertThat(book.takeFinished()).isEmpty();

        decide(book, MIDNIGHT + DAY + MINUTE);

        assertThat(book.takeFinished()).hasValueSatisfying(day -> {
            assertThat(day.dayMillis()).isEqualTo(MIDNIGHT);
            assertThat(day.decisions()).isEqualTo(2);
        });
        assertThat(book.takeFinished()).isEmpty();
        assertThat(book.today().decisions()).isEqualTo(1);
        assertThat(book.today().dayMillis()).isEqualTo(MIDNIGHT + DAY);
    }

    @Test
    void profitGoesOnOverARestart() {
        DayBook before = book();
        decide(before, MIDNIGHT + MINUTE);
        before.onView(view(100, 0, 7));
        before.onView(view(0, 500, 14));
        before.onCommit(
                commit(List.of(), List.of(new Payment("p", "XBTUSD", "Funding", 1, 1, 1, 20, "XBt", 1)), List.of()));
        before.keep();

        DayBook after = book();
        decide(after, MIDNIGHT + 2 * MINUTE);
        after.onView(view(-100, 0, 3));
        after.onView(view(0, -200, 6));
        after.onCommit(commit(List.of(), List.of(), List.of(row(MIDNIGHT + 2 * MINUTE, 55))));

        Day day = after.today();
        assertThat(day.realisedMinor()).isEqualTo(300);
        assertThat(day.feesMinor()).isEqualTo(20);
        assertThat(day.profitMinor()).isEqualTo(260);
        assertThat(day.roundTrips()).isEqualTo(2);
        assertThat(day.decisions()).isEqualTo(2);
        assertThat(day.equity()).containsExactly(new Day.Point(MIDNIGHT + 2 * MINUTE, 315));
    }

    @Test
    void aDamagedFileStartsEmpty() throws Exception {
        Files.writeString(folder.resolve("day.json"), "{\"dayMillis\":");

        assertThat(book().today()).isEqualTo(Day.NONE);
    }

    @Test
    void theEquityIsBounded() {
        DayBook book = book();
        for (long bar = MIDNIGHT + MINUTE; bar <= MIDNIGHT + DAY; bar += MINUTE) {
            decide(book, bar);
            book.onCommit(commit(List.of(), List.of(), List.of(row(bar, bar % 7))));
        }

        assertThat(book.today().equity()).hasSizeBetween(285, 291);
    }

    @Test
    void aSummaryBringsThePictureAlong() throws Exception {
        List<Day.Point> equity = new ArrayList<>();
        for (int i = 0; i < 288; i++) {
            long profit = Math.round(9_000 * Math.sin(i / 40.0) - 30 * i + 900 * Math.cos(i * 1.7));
            equity.add(new Day.Point(MIDNIGHT + (i + 1) * 5 * MINUTE, profit));
        }
        Day day = new Day(MIDNIGHT, 1440, 1, 60, 58, 20, 4, 2, -4_000, 1_200, -90, equity);

        Letter letter = DailySummary.write(new LetterWriter("barkeeper 0 bot0"), day, "XBt", 0);

        assertThat(letter.subject())
                .isEqualTo("[barkeeper 0 bot0] day 2020-03-02: -5110 XBt, 58 fills, 1440 bars decided");
        assertThat(letter.text()).contains("positions closed: 20\n", "funding paid: -90 XBt\n");
        assertThat(letter.html()).contains(Letter.PICTURE_URL);
        byte[] png = letter.picture().orElseThrow();
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(640);
        assertThat(colours(image)).as("a curve is drawn").isGreaterThan(20);
        assertThat(png.length).isLessThan(30_000);
        Files.write(Files.createDirectories(Path.of("target")).resolve("equity.png"), png);
    }

    @Test
    void aDayWithoutPointsIsToldWithoutAPicture() {
        Letter letter = DailySummary.write(new LetterWriter("bk"), Day.NONE, "XBt", 0);

        assertThat(letter.picture()).isEmpty();
        assertThat(letter.html()).doesNotContain("<img");
    }

    private static long colours(BufferedImage image) {
        return java.util.stream.IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .distinct()
                .count();
    }

    private DayBook book() {
        return new DayBook(folder.resolve("day.json"), "bot0");
    }

    private static void decide(DayBook book, long barMillis) {
        book.onCommit(commit(
                List.of(decision(barMillis, Direction.LONG), decision(barMillis, Direction.SHORT)),
                List.of(),
                List.of()));
    }

    private static Decision decision(long barMillis, Direction direction) {
        return new Decision(barMillis, "XBTUSD", direction, 0, 0, false, 0, false, "");
    }

    private static PositionRow row(long barMillis, long unrealised) {
        return new PositionRow(barMillis, new Position("XBTUSD", 100, 1, unrealised, 0, barMillis));
    }

    private static Commit commit(List<Decision> decisions, List<Payment> payments, List<PositionRow> rows) {
        return new Commit(List.of(), decisions, List.of(), List.of(), List.of(), payments, rows, Optional.empty());
    }

    private static BotView view(long contracts, long realised, long fees) {
        return new BotView(
                BotMode.TRADING, 0, contracts, 0, Optional.empty(), 0, true, true, true, realised, fees, List.of());
    }
}
