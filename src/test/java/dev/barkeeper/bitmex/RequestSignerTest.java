package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first three are the venue's own worked examples. */
class RequestSignerTest {
    private static final String SECRET = "chNOOS4KvNXR_Xq4k4c9qsfoKWvnDecLATCRlcBwyKDYnWgO";

    @ParameterizedTest
    @CsvSource(delimiter = ' ', quoteCharacter = '\'', textBlock = """
                    GET /api/v1/instrument 1518064236 '' c7682d435d0cfe87c16098df34ef2eb5a549d4c5a3c2b1f0f77b8af73423bf00
                    GET /api/v1/instrument?filter=%7B%22symbol%22%3A+%22XBTM15%22%7D 1518064237 '' e2f422547eecb5b3cb29ade2127e21b858b235b386bfa45e1c1756eb3383919f
                    POST /api/v1/order 1518064238 '{"symbol":"XBTM15","price":219.0,"clOrdID":"mm_bitmex_1a/oemUeQ4CAJZgP3fjHsA","orderQty":98}' 1749cd2ccae4aa49048ae09f0b95110cee706e0944e6a14ad0b3a8cb45bd336b
                    GET /realtime 1518064239 '' f2661682eb2d1cbd022813968706c52b88550aeb4ae1a2ea1d14d582f4d14853
                    POST /api/v1/order 1518064240 'symbol=XBTUSD&side=Buy&orderQty=100&price=50000.5' 22eb20d794e33192e6e8b053e59af187adf4a1f3a41db8d8b535fdc4c7940050
                    DELETE /api/v1/order 1518064241 'orderID=330ff682-ad2c-44b7-8b22-46241d7b8c2e' 426dc17b6def2082d58b84876031d81f9bd8c83b2e26372151ab0709c219cd5b
                    """)
    void signsTheBytesAsTheVenueDoes(String verb, String path, long expires, String body, String signature) {
        String signed = new RequestSigner(SECRET).sign(verb, path, expires, body.getBytes(StandardCharsets.UTF_8));

        assertThat(signed).isEqualTo(signature);
    }
}
