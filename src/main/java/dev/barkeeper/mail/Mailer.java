package dev.barkeeper.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.URLName;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands one e-mail to a mail server and waits for its answer, within about {@value #TIMEOUT_MILLIS} ms a step, but up to
 * {@value #TAKING_MILLIS} ms for the one that it has the message. Thread-safe.
 */
public final class Mailer {
    private static final int TIMEOUT_MILLIS = 10_000;
    /** A server may read a whole message before it says that it has it: RFC 5321, 4.5.3.2.6. */
    private static final int TAKING_MILLIS = 600_000;

    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);

    private final SmtpSettings settings;
    private final Clock clock;
    private final Session session;
    private final int timeoutMillis;

    public Mailer(SmtpSettings settings, Clock clock) {
        this(settings, clock, TIMEOUT_MILLIS);
    }

    Mailer(SmtpSettings settings, Clock clock, int timeoutMillis) {
        this.settings = settings;
        this.clock = clock;
        this.timeoutMillis = timeoutMillis;
        this.session = Session.getInstance(properties(settings, timeoutMillis));
    }

    private static Properties properties(SmtpSettings settings, int timeoutMillis) {
        Properties properties = new Properties();
        String timeout = Integer.toString(timeoutMillis);
        properties.put("mail.smtp.host", settings.host());
        properties.put("mail.smtp.port", Integer.toString(settings.port()));
        // without these three a silent server holds us for ever
        properties.put("mail.smtp.connectiontimeout", timeout);
        properties.put("mail.smtp.timeout", timeout);
        properties.put("mail.smtp.writetimeout", timeout);
        // one wrong address must not keep a message from the others
        properties.put("mail.smtp.sendpartial", "true");
        // the answer to good-bye is not worth waiting for
        properties.put("mail.smtp.quitwait", "false");
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
     * Sends at once.
     *
     * @return for whom it was not taken, and why; empty when for all
     * @throws MailException when the server takes it for nobody; the message says why and shows no password
     */
    public Optional<String> send(Letter letter) throws MailException {
        return send(Composer.compose(letter, clock.instant()), List.of()).notFor();
    }

    /**
     * A message that was taken for some receiver at least, or for whom one is done with.
     *
     * @param notFor for whom it was not taken, and why; empty when for all
     * @param deferred those of them for whom it may be taken later
     */
    record Taken(Optional<String> notFor, List<String> deferred) {}

    /**
     * Sends a composed message, from whom the settings say now.
     *
     * @param rest to whom alone, when it was taken for the others; empty: to whom the settings say
     */
    Taken send(byte[] composed, List<String> rest) throws MailException {
        Transport transport = null;
        try {
            MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(composed));
            message.setFrom(new InternetAddress(settings.from(), true));
            message.setRecipients(Message.RecipientType.TO, addresses(rest.isEmpty() ? settings.to() : rest));
            transport = new PatientTransport(session);
            if (settings.user().isPresent()) {
                transport.connect(settings.user().get(), settings.password());
            } else {
                transport.connect();
            }
            transport.sendMessage(message, message.getAllRecipients());
            return new Taken(Optional.empty(), List.of());
        } catch (AuthenticationFailedException e) {
            throw failure("refuses smtp.user and smtp.password", false, e);
        } catch (AddressException e) {
            throw failure("was not asked: an address is wrong: " + e.getMessage(), false, e);
        } catch (SendFailedException e) {
            boolean forNobody = e.getValidSentAddresses() == null || e.getValidSentAddresses().length == 0;
            if (forNobody && rest.isEmpty()) {
                throw failure("did not take it: " + reasons(e), isForGood(e), e);
            }
            String left = leftOut(e) + ": " + reasons(e);
            LOG.warn("mail=taken_for_some server={}:{} not_for=\"{}\"", settings.host(), settings.port(), left);
            return new Taken(Optional.of(left), texts(e.getValidUnsentAddresses()));
        } catch (MessagingException e) {
            throw failure("did not take it: " + reasons(e), false, e);
        } finally {
            hangUp(transport);
        }
    }

    /**
     * Waits longer than at any other step for the answer to a whole message: whoever gives up there sends one again that
     * was taken, and the next ones never.
     */
    private final class PatientTransport extends SMTPTransport {
        private int waitsLeft;

        PatientTransport(Session session) {
            super(session, new URLName("smtp", null, -1, null, null, null));
        }

        @Override
        protected void finishData() throws IOException, MessagingException {
            waitsLeft = TAKING_MILLIS / timeoutMillis;
            try {
                super.finishData();
            } finally {
                waitsLeft = 0;
            }
        }

        @Override
        protected int readServerResponse() throws MessagingException {
            for (; ; waitsLeft--) {
                try {
                    return super.readServerResponse();
                } catch (MessagingException e) {
                    if (waitsLeft <= 1 || !(e.getCause() instanceof SocketTimeoutException)) {
                        throw e;
                    }
                }
            }
        }
    }

    private static InternetAddress[] addresses(List<String> receivers) throws AddressException {
        InternetAddress[] addresses = new InternetAddress[receivers.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = new InternetAddress(receivers.get(i), true);
        }
        return addresses;
    }

    private static String leftOut(SendFailedException e) {
        return Stream.of(e.getInvalidAddresses(), e.getValidUnsentAddresses())
                .filter(Objects::nonNull)
                .flatMap(Stream::of)
                .map(Address::toString)
                .collect(Collectors.joining(", "));
    }

    private static List<String> texts(Address[] addresses) {
        return addresses == null
                ? List.of()
                : Stream.of(addresses).map(Address::toString).toList();
    }

    /** What was taken stays taken, whatever happens while hanging up. */
    private void hangUp(Transport transport) {
        if (transport != null) {
            try {
                transport.close();
            } catch (MessagingException e) {
                LOG.debug("mail=hung_up cause={}", e.toString());
            }
        }
    }

    /** A reply of 500 or above from the server to this message or one of its addresses. */
    private static boolean isForGood(SendFailedException e) {
        for (Exception next = e; next instanceof MessagingException step; next = step.getNextException()) {
            int code = next instanceof SMTPSendFailedException failed
                    ? failed.getReturnCode()
                    : next instanceof SMTPAddressFailedException address ? address.getReturnCode() : 0;
            if (code >= 500) {
                return true;
            }
        }
        return false;
    }

    private MailException failure(String why, boolean messageRefused, MessagingException cause) {
        return new MailException(
                "mail server " + settings.host() + ":" + settings.port() + " " + why, messageRefused, cause);
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
