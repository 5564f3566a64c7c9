package dev.barkeeper.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;

/**
 * Hands one e-mail to a mail server and waits for its answer, within about {@value #TIMEOUT_MILLIS} ms a step.
 * Thread-safe.
 */
public final class Mailer {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int MAX_SUBJECT = 180;

    private final SmtpSettings settings;
    private final Clock clock;
    private final Session session;

    public Mailer(SmtpSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.session = Session.getInstance(properties(settings));
    }

    private static Properties properties(SmtpSettings settings) {
        Properties properties = new Properties();
        String timeout = Integer.toString(TIMEOUT_MILLIS);
        properties.put("mail.smtp.host", settings.host());
        properties.put("mail.smtp.port", Integer.toString(settings.port()));
        // without these three a silent server holds us for ever
        properties.put("mail.smtp.connectiontimeout", timeout);
        properties.put("mail.smtp.timeout", timeout);
        properties.put("mail.smtp.writetimeout", timeout);
        properties.put("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
        boolean starttls = settings.tls() == SmtpSettings.Tls.STARTTLS;
        properties.put("mail.smtp.starttls.enable", Boolean.toString(starttls));
        properties.put("mail.smtp.starttls.required", Boolean.toString(starttls));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(settings.tls() == SmtpSettings.Tls.TLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        settings.trust().ifPresent(factory -> properties.put("mail.smtp.ssl.socketFactory", factory));
        return properties;
    }

    /**
     * Sends.
     *
     * @throws MailException when the server does not take it; the message says why and shows no password
     */
    public void send(String subject, String text) throws MailException {
        try {
            MimeMessage message = message(subject, text);
            try (Transport transport = session.getTransport("smtp")) {
                if (settings.user().isPresent()) {
                    transport.connect(settings.user().get(), settings.password());
                } else {
                    transport.connect();
                }
                transport.sendMessage(message, message.getAllRecipients());
            }
        } catch (AuthenticationFailedException e) {
            throw failure("refuses smtp.user and smtp.password", e);
        } catch (AddressException e) {
            throw failure("was not asked: an address is wrong: " + e.getMessage(), e);
        } catch (MessagingException e) {
            throw failure("did not take it: " + reasons(e), e);
        }
    }

    private MimeMessage message(String subject, String text) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(settings.from(), true));
        for (String to : settings.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
        }
        String line = subject.replaceAll("[\\p{Cntrl}]+", " ").strip();
        message.setSubject(
                line.length() > MAX_SUBJECT ? line.substring(0, MAX_SUBJECT) : line, StandardCharsets.UTF_8.name());
        message.setText(text, StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    private MailException failure(String why, MessagingException cause) {
        return new MailException("mail server " + settings.host() + ":" + settings.port() + " " + why, cause);
    }

    private static String reasons(MessagingException e) {
        StringBuilder reasons = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).strip();
            if (reasons.indexOf(message) < 0) {
                reasons.append(reasons.isEmpty() ? "" : ": ").append(message);
            }
        }
        return reasons.toString();
    }
}
