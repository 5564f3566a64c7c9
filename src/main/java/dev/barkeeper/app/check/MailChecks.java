package dev.barkeeper.app.check;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.mail.LetterWriter;
import dev.barkeeper.mail.MailException;
import dev.barkeeper.mail.Mailer;
import java.time.Clock;

/** Whether a person would hear of a problem. */
public final class MailChecks {
    private MailChecks() {}

    /** @param send whether to try it with a test e-mail */
    public static Finding run(BotSettings settings, boolean send, Clock clock) {
        if (settings.mail().isEmpty()) {
            return send
                    ? Finding.fail("mail", "there is no alert.mail.to to send a test to; set it and smtp.host")
                    : Finding.warn("mail", "no alert.mail.to: alerts go to the log only");
        }
        var mail = settings.mail().get();
        String route = String.join(", ", mail.to()) + " by " + mail.host() + ":" + mail.port() + ", tls " + mail.tls();
        if (!send) {
            return Finding.ok("mail", "alerts go to " + route + "; --mail sends a test");
        }
        try {
            LetterWriter writer = new LetterWriter("barkeeper " + settings.instance() + " " + settings.emi());
            new Mailer(mail.toSmtp(), clock)
                    .send(writer.plain(
                            "test",
                            "This is the test e-mail of barkeeper check for " + settings.file()
                                    + ": alerts of this bot come this way.",
                            clock.millis()));
            return Finding.ok("mail", "a test was taken for " + route);
        } catch (MailException e) {
            return Finding.fail("mail", e.getMessage());
        }
    }
}
