package dev.barkeeper.bitmex;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as the venue checks: lower-case hex of HMAC-SHA256 over verb + path with query + expiry + body, exactly the
 * bytes sent. Thread-safe.
 */
final class RequestSigner {
    private static final String ALGORITHM = "HmacSHA256";
    /** Keyed once: a copy for each signature costs three times what the signature does. Used under its own lock. */
    private final Mac keyed;

    /** @param secret not empty */
    RequestSigner(String secret) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot do " + ALGORITHM + ": " + e.getMessage(), e);
        }
    }

    /**
     * @param path from the first slash after the host, with the query as percent-encoded on the wire
     * @param expiresSeconds epoch seconds
     * @param body empty when there is none
     */
    String sign(String verb, String path, long expiresSeconds, byte[] body) {
        byte[] head = (verb + path + expiresSeconds).getBytes(StandardCharsets.UTF_8);
        synchronized (keyed) {
            keyed.update(head);
            return HexFormat.of().formatHex(keyed.doFinal(body));
        }
    }
}
