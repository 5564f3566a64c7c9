package dev.barkeeper.app;

import java.nio.file.Path;

/** A path as one word for a shell, whatever letters it has and wherever that shell stands. Stateless. */
public final class ShellWord {
    private ShellWord() {}

    /** Quoted where it must be. */
    public static String of(Path path) {
        String word = path.toAbsolutePath().toString();
        return word.matches("[\\w/.+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
