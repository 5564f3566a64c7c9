package dev.barkeeper.app.config;

import dev.barkeeper.mail.SmtpSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where alerts are mailed.
 *
 * @param to not empty
 * @param user empty: no log-in
 * @param tls {@code none}, {@code starttls} or {@code tls}
 */
public record MailSettings(
        List<String> to, String from, String host, int port, Optional<String> user, Secret password, String tls) {
    private static final Map<String, Integer> PORTS = Map.of("none", 25, "starttls", 587, "tls", 465);
    private static final String ADDRESS = "[^\\s@,;<>\"]+@[^\\s@,;<>\"]+";

    /** Empty when no {@code alert.mail.to} is set. Refuses what cannot be mailed to. */
    static Optional<MailSettings> read(KeyReader reader) {
        Optional<String> to = reader.find(MailKeys.TO);
        Optional<String> from = reader.find(MailKeys.FROM);
        Optional<String> host = reader.find(MailKeys.HOST);
        Optional<Long> port = reader.find(MailKeys.PORT);
        String tls = reader.get(MailKeys.TLS);
        Optional<String> user = reader.find(MailKeys.USER);
        Optional<Secret> password = reader.find(MailKeys.PASSWORD);
        if (user.isPresent() != password.isPresent()) {
            Key<?> lonely = user.isPresent() ? MailKeys.USER : MailKeys.PASSWORD;
            reader.problem(reader.line(lonely), "smtp.user and smtp.password go together; one of them is missing");
        }
        if (to.isEmpty()) {
            return Optional.empty();
        }
        List<String> receivers = addresses(reader, MailKeys.TO, to.get());
        from.ifPresent(sender -> addresses(reader, MailKeys.FROM, sender));
        if (host.isEmpty()) {
            reader.problem(
                    reader.line(MailKeys.TO), "key smtp.host is missing; it is required because alert.mail.to is set");
        }
        return Optional.of(new MailSettings(
                receivers,
                from.orElseGet(() -> receivers.isEmpty() ? "" : receivers.get(0)),
                host.orElse(""),
                port.map(Long::intValue).orElse(PORTS.get(tls)),
                user,
                password.orElse(new Secret("")),
                tls));
    }

    /** What the mailer takes. */
    public SmtpSettings toSmtp() {
        SmtpSettings.Tls safety = switch (tls) {
            case "none" -> SmtpSettings.Tls.NONE;
            case "tls" -> SmtpSettings.Tls.TLS;
            default -> SmtpSettings.Tls.STARTTLS;
        };
        return new SmtpSettings(host, port, safety, user, password.reveal(), from, to, Optional.empty());
    }

    private static List<String> addresses(KeyReader reader, Key<String> key, String text) {
        List<String> addresses = new ArrayList<>();
        Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(a -> !a.isEmpty())
                .forEach(addresses::add);
        if (addresses.isEmpty() || !addresses.stream().allMatch(address -> address.matches(ADDRESS))) {
            reader.reject(key, key.allowed());
        }
        return List.copyOf(addresses);
    }
}
