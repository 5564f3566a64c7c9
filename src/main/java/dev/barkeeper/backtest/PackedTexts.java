package dev.barkeeper.backtest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Texts among {@link PackedLongs}: a UUID as its two halves, any other once and then by number. Not thread-safe. */
final class PackedTexts {
    /** Stands for a text that is one too many to be numbered: it follows. */
    static final long IN_FULL = -1;

    private static final long UUID_FOLLOWS = 0;
    private static final int MOST_NUMBERED = 10_000;
    private static final int UUID_LENGTH = 36;

    private static final int RECENT = 8;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    /** The few objects asked for lately, mostly the very same again, with their numbers. */
    private final String[] recent = new String[RECENT];

    private final long[] recentNumbers = new long[RECENT];
    private int nextRecent;

    PackedTexts() {
        number("");
    }

    void add(String text, PackedLongs out) {
        if (isUuid(text)) {
            UUID id = UUID.fromString(text);
            out.add(UUID_FOLLOWS);
            out.add(id.getMostSignificantBits());
            out.add(id.getLeastSignificantBits());
            return;
        }
        long number = number(text);
        out.add(number);
        if (number == IN_FULL) {
            addInFull(text, out);
        }
    }

    void addInFull(String text, PackedLongs out) {
        out.add(text.length());
        text.chars().forEach(out::add);
    }

    String nextInFull(PackedLongs.Cursor in) {
        int length = (int) in.next();
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) in.next());
        }
        return text.toString();
    }

    String next(PackedLongs.Cursor in) {
        long number = in.next();
        if (number == IN_FULL) {
            return nextInFull(in);
        }
        return number == UUID_FOLLOWS ? new UUID(in.next(), in.next()).toString() : text(number);
    }

    /** A number above 0 that stands for the text; {@link #IN_FULL} when there are too many of them. */
    long number(String text) {
        for (int i = 0; i < RECENT; i++) {
            if (recent[i] == text) {
                return recentNumbers[i];
            }
        }
        Integer known = numbers.get(text);
        if (known == null && texts.size() == MOST_NUMBERED) {
            return IN_FULL;
        }
        if (known == null) {
            texts.add(text);
            known = texts.size();
            numbers.put(text, known);
        }
        recent[nextRecent] = text;
        recentNumbers[nextRecent] = known;
        nextRecent = (nextRecent + 1) % RECENT;
        return known;
    }

    String text(long number) {
        return texts.get((int) number - 1);
    }

    private static boolean isUuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = text.charAt(i);
            if (dash ? c != '-' : (c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
