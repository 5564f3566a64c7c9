package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BitmexSettingsTest {

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
        assertThatThrownBy(() -> at("lonely-key", "")).hasMessageNotContaining("lonely-key");
        assertThat(at("my-key", "my-secret").toString())
                .doesNotContain("my-key")
                .doesNotContain("my-secret");
    }

    private static BitmexSettings at(String key, String secret) {
        return BitmexSettings.at("http://h/api/v1", "ws://h/realtime", key, secret);
    }

    @Test
    void shrinksWaitsWithTheVenuesClock() {
        BitmexSettings quick = at("", "").withClockSpeed(60);

        assertThat(quick.wallMillis(20_000)).isEqualTo(333);
        assertThat(quick.readTimeout()).hasSeconds(2);
        assertThat(quick.withClockSpeed(0.5).readTimeout()).hasSeconds(2);
        assertThat(at("", "").readTimeout()).hasSeconds(4);
        assertThatThrownBy(() -> quick.withClockSpeed(0)).hasMessageContaining("0");
    }
}
