package dev.barkeeper.mail;

import jakarta.mail.AuthenticationFailedException;

/** An e-mail was not taken; the message says by whom and why. */
public final class MailException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean messageRefused;

    MailException(String message, boolean messageRefused, Throwable cause) {
        super(message, cause);
        this.messageRefused = messageRefused;
    }

    /** Whether it was the user or the password that the server refused: a person must mend them. */
    public boolean isLogInRefused() {
        return getCause() instanceof AuthenticationFailedException;
    }

    /** Whether the server was reached and refused this very message for good, so that trying again is of little use. */
    public boolean isMessageRefused() {
        return messageRefused;
    }
}
