package dev.barkeeper.mail;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * A mail server and who writes to whom. {@link #toString} shows no password.
 *
 * @param user empty: no log-in
 * @param trust who vouches for the server; empty: the Java installation's authorities
 */
public record SmtpSettings(
        String host,
        int port,
        Tls tls,
        Optional<String> user,
        String password,
        String from,
        List<String> to,
        Optional<SSLSocketFactory> trust) {

    /** How the connection is made safe. */
    public enum Tls {
        NONE,
        /** Plain at first, then refused unless the server offers TLS. */
        STARTTLS,
        TLS
    }

    @Override
    public String toString() {
        return "SmtpSettings[" + host + ":" + port + " " + tls + ", from " + from + ", to " + to + "]";
    }
}
