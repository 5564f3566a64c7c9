package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BitmexSettingsTest {

    @Test
    void knowsTheOriginalVenue() {
        assertThat(BitmexSettings.original(false, "k", "s").restUrl()).isEqualTo("https://www.bitmex.com/api/v1");
        assertThat(BitmexSettings.original(true, "k", "s").webSocketUrl())
                .isEqualTo("wss://ws.testnet.bitmex.com/realtime");
    }

    @Test
    void namesAUrlThatIsNone() {
        assertThatThrownBy(() -> BitmexSettings.at("127.0.0.1:8790/api/v1", "ws://h/realtime", "", ""))
                .hasMessageContaining("127.0.0.1:8790/api/v1");
        assertThatThrownBy(() -> BitmexSettings.at("http://h/api/v1", "http://h/realtime", "", ""))
                .hasMessageContaining("http://h/realtime");
        assertThat(BitmexSettings.at("http://h/api/v1/", "ws://h/realtime", "", "")
                        .restUrl())
                .isEqualTo("http://h/api/v1");
    }

    @Test
    void wantsKeyAndSecretTogetherAndPrintsNeither() {
        assertThatThrownBy(() -> BitmexSettings.original(true, "lonely-key", ""))
                .hasMessageNotContaining("lonely-key");
        assertThat(BitmexSettings.original(true, "my-key", "my-secret").toString())
                .doesNotContain("my-key")
                .doesNotContain("my-secret");
    }

    @Test
    void shrinksWaitsWithTheVenuesClock() {
        BitmexSettings quick = BitmexSettings.original(true, "", "").withClockSpeed(60);

        assertThat(quick.wallMillis(20_000)).isEqualTo(333);
        assertThat(quick.readTimeout()).hasSeconds(2);
        assertThat(quick.withClockSpeed(0.5).readTimeout()).hasSeconds(2);
        assertThat(BitmexSettings.original(true, "", "").readTimeout()).hasSeconds(4);
        assertThatThrownBy(() -> quick.withClockSpeed(0)).hasMessageContaining("0");
    }
}
