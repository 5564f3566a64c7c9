package dev.barkeeper.backtest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Texts among {@link PackedLongs}: a UUID as its two halves, any other once and then by number. Not thread-safe. */
final class PackedTexts {
    private static final long UUID_FOLLOWS = 0;
    private static final int UUID_LENGTH = 36;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    void add(String text, PackedLongs out) {
        if (isUuid(text)) {
            UUID id = UUID.fromString(text);
            out.add(UUID_FOLLOWS);
            out.add(id.getMostSignificantBits());
            out.add(id.getLeastSignificantBits());
        } else {
            out.add(number(text));
        }
    }

    String next(PackedLongs.Cursor in) {
        long number = in.next();
        return number == UUID_FOLLOWS ? new UUID(in.next(), in.next()).toString() : text(number);
    }

    /** A number above 0 that stands for the text. */
    long number(String text) {
        Integer known = numbers.get(text);
        if (known == null) {
            texts.add(text);
            known = texts.size();
            numbers.put(text, known);
        }
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
