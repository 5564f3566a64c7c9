package dev.barkeeper.app.config;

/**
 * One thing wrong with an ini file. Immutable.
 *
 * @param file as the user knows it
 * @param line 1 for the first; 0 when it is about the file as a whole
 * @param message what is wrong and what is allowed; never a secret
 */
public record Problem(String file, int line, String message) {

    /** {@code config/bitmex_bot_0.ini:17: …}. */
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
    }
}
