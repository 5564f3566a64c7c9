package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {
    private static final String KEY = "LAqUlngMIQkIUjXMUreyu3qn";
    private static final String SECRET = "chNOOS4KvNXR_Xq4k4c9qsfoKWvnDecLATCRlcBwyKDYnWgO";
    private static final long NOW = 1_518_064_236;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "GET|/api/v1/instrument|1518064236||c7682d435d0cfe87c16098df34ef2eb5a549d4c5a3c2b1f0f77b8af73423bf00",
                "GET|/api/v1/instrument?filter=%7B%22symbol%22%3A+%22XBTM15%22%7D|1518064237||"
                        + "e2f422547eecb5b3cb29ade2127e21b858b235b386bfa45e1c1756eb3383919f",
                "POST|/api/v1/order|1518064238|{\"symbol\":\"XBTM15\",\"price\":219.0,"
                        + "\"clOrdID\":\"mm_bitmex_1a/oemUeQ4CAJZgP3fjHsA\",\"orderQty\":98}|"
                        + "1749cd2ccae4aa49048ae09f0b95110cee706e0944e6a14ad0b3a8cb45bd336b",
                "GET|/realtime|1518064239||f2661682eb2d1cbd022813968706c52b88550aeb4ae1a2ea1d14d582f4d14853",
                "POST|/api/v1/order|1518064240|symbol=XBTUSD&side=Buy&orderQty=100&price=50000.5|"
                        + "22eb20d794e33192e6e8b053e59af187adf4a1f3a41db8d8b535fdc4c7940050",
                "DELETE|/api/v1/order|1518064241|orderID=330ff682-ad2c-44b7-8b22-46241d7b8c2e|"
                        + "426dc17b6def2082d58b84876031d81f9bd8c83b2e26372151ab0709c219cd5b"
            })
    void signsAsTheVenueDoes(String verb, String path, String expires, String body, String signature) {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        assertThat(Signature.sign(SECRET, verb, path, expires, bytes)).isEqualTo(signature);
        Authenticator.Credentials given = new Authenticator.Credentials(KEY, expires, signature);
        assertThat(authenticator(NOW).verify(given, verb, path, bytes))
                .map(ApiKey::account)
                .contains(7L);
    }

    @Test
    void refusesWhatIsExpiredWrongOrDisabled() {
        String signature = Signature.sign(SECRET, "GET", "/realtime", "1518064239", new byte[0]);
        assertRefused(
                NOW + 4,
                KEY,
                "1518064239",
                signature,
                400,
                "This request has expired - `expires` is in the past. Current time: 1518064240");
        assertRefused(NOW, KEY, "1518064240", signature, 401, "Signature not valid.");
        assertRefused(NOW, "nobody", "1518064239", signature, 401, "Invalid API Key.");
        assertRefused(NOW, "disabled", "1518064239", signature, 403, "This key is disabled.");
        assertRefused(
                NOW,
                KEY,
                "1518064239.5",
                signature,
                400,
                "`expires` is invalid: it is a whole number of seconds since 1970");
        assertThat(authenticator(NOW).verify(new Authenticator.Credentials("", "", ""), "GET", "/", new byte[0]))
                .isEmpty();
    }

    private static void assertRefused(
            long now, String key, String expires, String signature, int status, String message) {
        Authenticator.Credentials given = new Authenticator.Credentials(key, expires, signature);
        assertThatThrownBy(() -> authenticator(now).verify(given, "GET", "/realtime", new byte[0]))
                .isInstanceOf(ApiError.class)
                .hasMessage(message)
                .satisfies(e -> assertThat(((ApiError) e).status()).isEqualTo(status));
    }

    private static Authenticator authenticator(long nowSeconds) {
        ApiKeys keys = new ApiKeys();
        keys.add(ApiKey.trading(KEY, SECRET, 7));
        keys.add(new ApiKey("disabled", SECRET, 7, Set.of(), false));
        return new Authenticator(keys, Clock.fixed(Instant.ofEpochSecond(nowSeconds), ZoneOffset.UTC));
    }
}
