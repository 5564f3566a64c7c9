package dev.barkeeper.mail;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A real mail server on loopback that demands STARTTLS and a log-in. */
final class MailServer implements AutoCloseable {
    static final String USER = "keeper";
    static final String PASSWORD = "MailPasswordText";

    record Received(String from, String to, String data) {}

    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile String poison = "";
    private final SMTPServer server;

    MailServer() throws Exception {
        this(0);
    }

    /** @param port 0 for any */
    MailServer(int port) throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        HeldCertificate certificate = new HeldCertificate.Builder()
                .signedBy(AUTHORITY)
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        server = SMTPServer.port(port)
                .bindAddress(loopback)
                .startTlsSocketFactory(new HandshakeCertificates.Builder()
                        .heldCertificate(certificate)
                        .build()
                        .sslContext())
                .enableTLS()
                .requireTLS()
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!user.equals(USER) || !password.equals(PASSWORD)) {
                        throw new LoginFailedException();
                    }
                }))
                .messageHandler((context, from, to, data) -> {
                    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new RejectException(451, "try again later");
                    }
                    String text = new String(data, java.nio.charset.StandardCharsets.UTF_8);
                    if (!poison.isEmpty() && text.contains(poison)) {
                        throw new RejectException(554, "not this one");
                    }
                    received.add(new Received(from, to, text));
                })
                .build();
        server.start();
    }

    List<Received> received() {
        return received;
    }

    /** The next so many messages are refused for now. */
    void refuse(int messages) {
        refusals.set(messages);
    }

    int port() {
        return server.getPortAllocated();
    }

    /** Messages with that text are refused for good. */
    void refuseAlways(String text) {
        poison = text;
    }

    /** Who trusts this server's authority and logs in as its user. */
    SmtpSettings settings() {
        return settings(PASSWORD, SmtpSettings.Tls.STARTTLS, true);
    }

    SmtpSettings settings(String password, SmtpSettings.Tls tls, boolean trusted) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(AUTHORITY.certificate())
                .build();
        return new SmtpSettings(
                "127.0.0.1",
                server.getPortAllocated(),
                tls,
                Optional.of(USER),
                password,
                "bot@example.org",
                List.of("one@example.org", "two@example.org"),
                trusted ? Optional.of(trust.sslSocketFactory()) : Optional.empty());
    }

    @Override
    public void close() {
        server.stop();
    }
}
