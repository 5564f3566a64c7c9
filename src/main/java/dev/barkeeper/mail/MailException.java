package dev.barkeeper.mail;

/** An e-mail was not taken; the message says by whom and why. */
public final class MailException extends Exception {
    private static final long serialVersionUID = 1L;

    MailException(String message, Throwable cause) {
        super(message, cause);
    }
}
