package dev.barkeeper.app.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An ini file with its line numbers. {@code key = value} or {@code key: value}, one a line; keys in any case; {@code #}
 * and {@code ;} begin a comment at the start of a line only, so a value may hold them. A key or section given twice, a
 * line that is neither and a key before the first section are problems, all of them collected. Immutable.
 */
public final class IniFile {
    /** The section whose keys every other one inherits. */
    public static final String DEFAULT = "DEFAULT";

    private static final long MAX_BYTES = 1_000_000;

    private final String name;
    private final Map<String, Map<String, Entry>> sections = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** One line of the file. */
    public record Entry(String key, String value, int line) {}

    private IniFile(String name) {
        this.name = name;
    }

    /**
     * Reads a file.
     *
     * @param name what messages call it
     * @throws ConfigurationException when it cannot be read as UTF-8 text
     */
    public static IniFile read(Path path, String name) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw unreadable(name, "is larger than " + MAX_BYTES + " bytes; that is no ini file");
            }
            return parse(name, Files.readString(path));
        } catch (NoSuchFileException e) {
            throw unreadable(name, "no such file; the shipped config/bitmex_bot_0.ini is a complete example");
        } catch (CharacterCodingException e) {
            throw unreadable(name, "is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            throw unreadable(name, "cannot be read: " + e);
        }
    }

    /** Reads text; never throws for its content, see {@link #problems}. */
    public static IniFile parse(String name, String text) {
        IniFile file = new IniFile(name);
        String section = "";
        int number = 0;
        for (String raw : text.split("\r\n|\n|\r", -1)) {
            number++;
            String line = (number == 1 && raw.startsWith("\uFEFF") ? raw.substring(1) : raw).strip();
            if (line.startsWith("[")) {
                section = file.openSection(line, number, section);
            } else if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != ';') {
                file.addEntry(section, line, number);
            }
        }
        return file;
    }

    /** A copy in which those keys of {@link #DEFAULT} have those values, at line 0: they stand in no line. */
    IniFile with(Map<String, String> overrides) {
        IniFile copy = new IniFile(name);
        sections.forEach((section, entries) -> copy.sections.put(section, new LinkedHashMap<>(entries)));
        copy.problems.addAll(problems);
        Map<String, Entry> defaults = copy.sections.computeIfAbsent(DEFAULT, s -> new LinkedHashMap<>());
        overrides.forEach((key, value) -> {
            String lower = key.strip().toLowerCase(Locale.ROOT);
            defaults.put(lower, new Entry(lower, value.strip(), 0));
        });
        return copy;
    }

    private String openSection(String line, int number, String before) {
        if (!line.endsWith("]") || line.length() < 3) {
            problem(number, "'" + line + "' is no section; allowed: [" + DEFAULT + "]");
            return before;
        }
        String section = line.substring(1, line.length() - 1).strip();
        if (sections.containsKey(section)) {
            problem(number, "section [" + section + "] was there before; put its keys together");
        }
        sections.computeIfAbsent(section, s -> new LinkedHashMap<>());
        return section;
    }

    private void addEntry(String section, String line, int number) {
        int delimiter = firstDelimiter(line);
        if (delimiter <= 0) {
            // the text itself stays out of the message: it may be a secret that lost its key
            problem(number, "is neither key = value, nor [section], nor a comment starting with # or ;");
            return;
        }
        String key = line.substring(0, delimiter).strip().toLowerCase(Locale.ROOT);
        if (section.isEmpty()) {
            problem(number, "key " + key + " stands before the first section; put [" + DEFAULT + "] above it");
            return;
        }
        Entry entry = new Entry(key, line.substring(delimiter + 1).strip(), number);
        Entry earlier = sections.get(section).putIfAbsent(key, entry);
        if (earlier != null) {
            problem(number, "key " + key + " was set before, in line " + earlier.line() + "; keep one of them");
        }
    }

    private static int firstDelimiter(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '=' || line.charAt(i) == ':') {
                return i;
            }
        }
        return -1;
    }

    private void problem(int line, String message) {
        problems.add(new Problem(name, line, message));
    }

    private static ConfigurationException unreadable(String name, String message) {
        return new ConfigurationException(List.of(new Problem(name, 0, message)));
    }

    public String name() {
        return name;
    }

    /** Names of the sections in the order of the file. */
    public Set<String> sectionNames() {
        return sections.keySet();
    }

    /** The keys of a section, with what it leaves out taken from {@link #DEFAULT}; empty for an unknown one. */
    public Map<String, Entry> section(String section) {
        Map<String, Entry> merged = new LinkedHashMap<>(sections.getOrDefault(DEFAULT, Map.of()));
        merged.putAll(sections.getOrDefault(section, Map.of()));
        return merged;
    }

    /** What is wrong with the file's form. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }
}
