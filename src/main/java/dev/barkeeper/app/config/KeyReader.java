package dev.barkeeper.app.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads typed values out of one section and collects everything that is wrong, so that a person mends it in one go. A
 * bad value reads as the key's default until {@link #finish} throws. One thread.
 */
final class KeyReader {
    private final IniFile file;
    private final Map<String, IniFile.Entry> entries;
    private final Substitution substitution;
    private final List<Problem> problems;
    private final Map<String, String> expanded = new HashMap<>();
    private final String freePrefix;

    KeyReader(IniFile file, List<Key<?>> keys, Map<String, String> environment) {
        this(file, keys, environment, "");
    }

    /** @param freePrefix keys that begin with it are somebody else's and taken as they are; empty for none */
    KeyReader(IniFile file, List<Key<?>> keys, Map<String, String> environment, String freePrefix) {
        this.freePrefix = freePrefix;
        this.file = file;
        this.entries = file.section(IniFile.DEFAULT);
        this.substitution = new Substitution(entries, environment);
        this.problems = new ArrayList<>(file.problems());
        checkSections();
        checkNames(keys);
    }

    private void checkSections() {
        for (String section : file.sectionNames()) {
            if (!section.equals(IniFile.DEFAULT)) {
                problem(
                        0,
                        "section [" + section + "] is reserved for a further bot, which this version does not run;"
                                + " allowed: [" + IniFile.DEFAULT + "]");
            }
        }
    }

    private void checkNames(List<Key<?>> keys) {
        Map<String, Key<?>> byName = new TreeMap<>();
        keys.forEach(key -> byName.put(key.name(), key));
        for (IniFile.Entry entry : entries.values()) {
            if (byName.containsKey(entry.key()) || isFree(entry.key())) {
                expand(entry);
            } else {
                problem(entry.line(), "unknown key " + entry.key() + nearest(entry.key(), byName));
            }
        }
        for (Key<?> key : keys) {
            if (key.required() && expanded.getOrDefault(key.name(), "").isEmpty() && !isBroken(key)) {
                int line = entries.containsKey(key.name())
                        ? entries.get(key.name()).line()
                        : 0;
                problem(line, "key " + key.name() + " is missing; it is required: " + key.meaning());
            }
        }
    }

    private boolean isFree(String name) {
        return !freePrefix.isEmpty() && name.startsWith(freePrefix) && name.length() > freePrefix.length();
    }

    private void expand(IniFile.Entry entry) {
        int before = problems.size();
        String value = substitution.apply(
                entry.value(), missing -> problem(entry.line(), "key " + entry.key() + ": " + missing));
        if (problems.size() == before) {
            expanded.put(entry.key(), value);
        }
    }

    private boolean isBroken(Key<?> key) {
        return entries.containsKey(key.name()) && !expanded.containsKey(key.name());
    }

    /** The key's value or its default. */
    <T> T get(Key<T> key) {
        return find(key).orElseGet(() -> key.kind().parser().apply(key.defaultText()));
    }

    /** The key's value if the file has one that is not empty. */
    <T> Optional<T> find(Key<T> key) {
        String value = expanded.get(key.name());
        if (value == null || (value.isEmpty() && key.defaultText().isEmpty())) {
            return Optional.empty();
        }
        try {
            return Optional.of(key.kind().parser().apply(value));
        } catch (IllegalArgumentException | ArithmeticException e) {
            reject(key, key.allowed());
            return Optional.empty();
        }
    }

    /** Refuses a value for a reason the key alone does not know; once per key. */
    void reject(Key<?> key, String allowed) {
        IniFile.Entry entry = entries.get(key.name());
        String shown =
                entry == null ? " (default) " + key.defaultText() : " = " + (key.secret() ? "(hidden)" : entry.value());
        Problem problem = new Problem(
                file.name(), entry == null ? 0 : entry.line(), "key " + key.name() + shown + ": allowed is " + allowed);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** Something is missing that another key asks for. */
    void problem(int line, String message) {
        problems.add(new Problem(file.name(), line, message));
    }

    /** The line of a key, 0 when the file leaves it out. */
    int line(Key<?> key) {
        return Optional.ofNullable(entries.get(key.name()))
                .map(IniFile.Entry::line)
                .orElse(0);
    }

    /** The free keys of the file and their values. */
    Map<String, String> free() {
        Map<String, String> free = new TreeMap<>(expanded);
        free.keySet().removeIf(name -> !isFree(name));
        return free;
    }

    /** Every key and value of the file, expanded, without the secrets. */
    Map<String, String> withoutSecrets(List<Key<?>> keys) {
        Map<String, String> plain = free();
        for (Key<?> key : keys) {
            if (!key.secret() && expanded.containsKey(key.name())) {
                plain.put(key.name(), expanded.get(key.name()));
            }
        }
        return plain;
    }

    /** Throws when anything was wrong. */
    void finish() {
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(p -> p.line() == 0 ? Integer.MAX_VALUE : p.line()));
            throw new ConfigurationException(problems);
        }
    }

    private static String nearest(String name, Map<String, Key<?>> byName) {
        return byName.keySet().stream()
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .filter(known -> distance(name, known) <= 4)
                .map(known -> "; did you mean " + known + "?")
                .orElse("; docs/configuration.md lists the keys that are allowed");
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
