package dev.barkeeper.mail;

/** An e-mail was not taken; the message says by whom and why. */
public final class MailException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean messageRefused;

    MailException(String message, boolean messageRefused, Throwable cause) {
        super(message, cause);
        this.messageRefused = messageRefused;
    }

    /** Whether the server was reached and refused this very message for good, so that trying again is of little use. */
    public boolean isMessageRefused() {
        return messageRefused;
    }
}
