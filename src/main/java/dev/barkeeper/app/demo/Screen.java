package dev.barkeeper.app.demo;

import dev.barkeeper.app.notice.StoryTeller;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows what the bot tells and what the watchdog finds, from their files, as it comes. One thread. */
final class Screen {
    private static final Pattern MINUTE = Pattern.compile("\\d\\d:\\d\\d .*");
    /** From the line's beginning: an alert may quote log lines, and those another alert. */
    private static final Pattern ALERT =
            Pattern.compile("\\S+ \\S+ +LogAlerts (alert|recovered)=\\S+ subject=\"([^\"]*)\".*");

    private final Consumer<String> out;
    private final Tail story;
    private final Tail watchdogLog;
    private int minutes;

    /**
     * @param story what the bot prints; begun anew by each of its processes
     * @param watchdogLog whose alerts are shown
     */
    Screen(Path story, Path watchdogLog, Consumer<String> out) {
        this.out = out;
        this.story = new Tail(story);
        this.watchdogLog = new Tail(watchdogLog);
    }

    /** Shows what is new. */
    void look() throws IOException {
        watchdogLog.forNewLines(line -> {
            Matcher alert = ALERT.matcher(line);
            if (alert.matches()) {
                note("watchdog: " + alert.group(2));
            }
        });
        story.forNewLines(line -> {
            boolean isMinute = MINUTE.matcher(line).matches();
            minutes += isMinute ? 1 : 0;
            out.accept(isMinute || line.startsWith(StoryTeller.INDENT) ? line : StoryTeller.INDENT + line);
        });
    }

    /** A line of the demonstration's own, among those of the minute. */
    void note(String text) {
        out.accept(StoryTeller.INDENT + text);
    }

    /** How many minutes were told. */
    int minutes() {
        return minutes;
    }

    /** The whole lines that have come to a file since the last look. */
    private static final class Tail {
        private final Path file;
        private long offset;

        Tail(Path file) {
            this.file = file;
        }

        void forNewLines(Consumer<String> each) throws IOException {
            if (!Files.exists(file)) {
                return;
            }
            try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
                offset = in.length() < offset ? 0 : offset;
                byte[] bytes = new byte[(int) (in.length() - offset)];
                in.seek(offset);
                in.readFully(bytes);
                String text = new String(bytes, StandardCharsets.UTF_8);
                String whole = text.substring(0, text.lastIndexOf('\n') + 1);
                offset += whole.getBytes(StandardCharsets.UTF_8).length;
                whole.lines().forEach(each);
            }
        }
    }
}
