package dev.barkeeper.mail;

import java.util.Optional;

/**
 * What is said in one e-mail, without addresses. Immutable; the picture's bytes are not to be changed.
 *
 * @param subject one line
 * @param html shows the picture as {@code <img src="cid:picture">}
 * @param picture a PNG, if there is one
 */
public record Letter(String subject, String text, String html, Optional<byte[]> picture) {
    /** What the HTML calls the picture. */
    public static final String PICTURE_URL = "cid:picture";
}
