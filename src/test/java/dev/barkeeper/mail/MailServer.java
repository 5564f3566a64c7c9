package dev.barkeeper.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
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
public final class MailServer implements AutoCloseable {
    public static final String USER = "keeper";
    public static final String PASSWORD = "MailPasswordText";

    /** What arrived, and when. */
    public record Received(long atMillis, String from, String to, String data) {}

    private static final String STORE_PASSWORD = "of-no-worth";
    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile String poison = "";
    private final SMTPServer server;

    public MailServer() throws Exception {
        this(0);
    }

    /** @param port 0 for any */
    public MailServer(int port) throws Exception {
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
                    received.add(new Received(System.currentTimeMillis(), from, to, text));
                })
                .build();
        server.start();
    }

    public List<Received> received() {
        return received;
    }

    /** The next so many messages are refused for now. */
    void refuse(int messages) {
        refusals.set(messages);
    }

    public int port() {
        return server.getPortAllocated();
    }

    /** Messages with that text are refused for good. */
    void refuseAlways(String text) {
        poison = text;
    }

    /** Who trusts this server's authority and logs in as its user. */
    /** For what stands at a loopback port and wants neither encryption nor a log-in. */
    public static SmtpSettings plain(int port) {
        return new SmtpSettings(
                "127.0.0.1",
                port,
                SmtpSettings.Tls.NONE,
                Optional.empty(),
                "",
                "a@b.c",
                List.of("a@b.c"),
                Optional.empty());
    }

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

    /** The Java options of a process that trusts this server's authority, kept in that file. */
    public static String trusting(Path store) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", AUTHORITY.certificate());
        try (OutputStream out = Files.newOutputStream(store)) {
            trusted.store(out, STORE_PASSWORD.toCharArray());
        }
        return "-Djavax.net.ssl.trustStore=" + store + " -Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD;
    }

    @Override
    public void close() {
        server.stop();
    }
}
