package dev.barkeeper.app.config;

import java.util.List;

/** The keys of e-mail, the same in both kinds of ini file, and the one of the original's that mail replaced. */
final class MailKeys {
    static final Key<String> TO = Key.of(
            "alert.mail.to",
            Kinds.text("e-mail addresses separated by commas"),
            "",
            "who hears of problems; without it alerts go to the log only");
    static final Key<String> FROM = Key.of("alert.mail.from", Kinds.text("an e-mail address"), "", "the sender")
            .defaultsTo("the first receiver");
    static final Key<String> HOST =
            Key.of("smtp.host", Kinds.text("a host name"), "", "mail server; asked for with `alert.mail.to`");
    static final Key<Long> PORT =
            Key.of("smtp.port", Kinds.whole(1, 65_535), "", "its port").defaultsTo("25, 587 or 465 by `smtp.tls`");
    static final Key<String> USER = Key.of("smtp.user", Kinds.text("text"), "", "log in as; with `smtp.password`");
    static final Key<Secret> PASSWORD =
            Key.of("smtp.password", Kinds.secret(), "", "its password").asSecret();
    static final Key<String> TLS =
            Key.of("smtp.tls", Kinds.word("none", "starttls", "tls"), "starttls", "how the connection is made safe");
    static final Key<String> SNS = Key.of(
                    "sns.topic.arn",
                    Kinds.text("anything"),
                    "",
                    "accepted and ignored with one warning: alerts are e-mail")
            .asOriginal();

    private MailKeys() {}

    static List<Key<?>> all() {
        return List.of(TO, FROM, HOST, PORT, USER, PASSWORD, TLS, SNS);
    }
}
