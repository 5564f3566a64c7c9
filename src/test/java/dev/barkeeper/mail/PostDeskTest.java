package dev.barkeeper.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.alert.Alert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostDeskTest {
    private static final long START = 1_800_000_000_000L;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = 60 * MINUTE;
    private static final LetterWriter WRITER = new LetterWriter("bk");

    private PostDesk desk = new PostDesk(WRITER, DeskState.EMPTY);
    private final List<String> mailed = new ArrayList<>();
    private long now = START;

    @Test
    void tellsAProblemOnceAndItsEndOnce() {
        problem("db", "down", "no answer");
        problem("db", "down", "no answer");
        recovered("db", "up");
        recovered("db", "up");
        problem("db", "down", "no answer");

        assertThat(mailed).containsExactly("[bk] PROBLEM: down", "[bk] recovered: up", "[bk] PROBLEM: down");
    }

    @Test
    void tellsAgainWhenItChangesOrADayHasPassed() {
        problem("db", "down", "no answer");
        problem("db", "down", "wrong password");
        problem("db", "down for long", "wrong password");
        now += 24 * HOUR - 1;
        problem("db", "down for long", "wrong password");
        assertThat(mailed).hasSize(3);

        now += 1;
        problem("db", "down for long", "wrong password");
        assertThat(mailed).hasSize(4);
    }

    @Test
    void saysNothingOfTheEndOfWhatNobodyHeardOf() {
        recovered("db", "up");

        assertThat(mailed).isEmpty();
    }

    @Test
    void holdsBackWhatIsTooMuchAndSumsItUp() {
        for (int i = 0; i < 25; i++) {
            raise(Alert.Severity.NOTICE, "trade", i < 22 ? "trade" : "trade " + i, "");
        }
        assertThat(mailed).hasSize(PostDesk.HOURLY_NOTICES);
        problem("db", "down", "");
        assertThat(mailed).hasSize(PostDesk.HOURLY_NOTICES + 1).last().isEqualTo("[bk] PROBLEM: down");

        now += HOUR;
        List<Letter> letters = desk.onTime(now);

        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("[bk] held back 5 messages");
            assertThat(letter.text()).contains("2 × notice trade\nnotice trade 22\nnotice trade 23\nnotice trade 24\n");
        });
        assertThat(desk.onTime(now + 1)).isEmpty();
    }

    @Test
    void aProblemThatWasHeldBackEndsInTheSummaryToo() {
        for (int i = 0; i < PostDesk.HOURLY; i++) {
            problem("p" + i, "p", "");
        }
        problem("late", "late down", "");
        recovered("late", "late up");
        problem("lasting", "lasting down", "");
        assertThat(mailed).hasSize(PostDesk.HOURLY);

        now += HOUR;
        recovered("lasting", "lasting up");

        assertThat(mailed.subList(PostDesk.HOURLY, mailed.size()))
                .containsExactly("[bk] held back 3 messages", "[bk] recovered: lasting up");
    }

    @Test
    void remembersOverARestart(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("mailed.json");
        for (int i = 0; i < PostDesk.HOURLY - 1; i++) {
            problem("p" + i, "p", "");
        }
        problem("db", "down", "no answer");
        problem("late", "late down", "");
        desk.state().write(file);
        desk = new PostDesk(WRITER, DeskState.read(file));

        now += MINUTE;
        problem("db", "down", "no answer");
        recovered("db", "up");
        assertThat(mailed).hasSize(PostDesk.HOURLY);

        now += HOUR;
        assertThat(desk.onTime(now))
                .singleElement()
                .satisfies(letter -> assertThat(letter.text()).contains("problem late down\nrecovered up\n"));
    }

    @Test
    void aDamagedMemoryStartsEmpty(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("mailed.json");
        java.nio.file.Files.writeString(file, "{\"windowMillis\": 12, \"findi");

        assertThat(DeskState.read(file)).isEqualTo(DeskState.EMPTY);
    }

    @Test
    void isBoundedInWhatItRemembers() {
        for (int i = 0; i < 1_000; i++) {
            problem("key" + i, "subject " + i, "");
        }

        assertThat(desk.state().findings()).hasSize(PostDesk.MAX_FINDINGS).containsKey("key999");
        assertThat(desk.state().heldBack()).hasSize(PostDesk.MAX_HELD_LINES + 1);
        assertThat(desk.state().heldBack().get("others")).isEqualTo(1_000 - PostDesk.HOURLY - PostDesk.MAX_HELD_LINES);
    }

    @Test
    void aClockSetBackDoesNotSilenceIt() {
        problem("db", "down", "");
        now -= 48 * HOUR;

        problem("db", "down", "");

        assertThat(mailed).hasSize(2);
    }

    private void problem(String key, String subject, String text) {
        raise(Alert.Severity.PROBLEM, key, subject, text);
    }

    private void recovered(String key, String subject) {
        raise(Alert.Severity.RECOVERED, key, subject, "");
    }

    private void raise(Alert.Severity severity, String key, String subject, String text) {
        desk.on(new Alert(severity, key, subject, text), now).forEach(letter -> mailed.add(letter.subject()));
    }
}
