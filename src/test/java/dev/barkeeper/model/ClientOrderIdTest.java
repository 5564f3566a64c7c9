package dev.barkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientOrderIdTest {
    private static final long BAR = 1_640_995_260_000L;

    @Test
    void sameThingTwiceHasTheSameId() {
        assertThat(ClientOrderId.derive("bot0", BAR, Leg.STOP, 2))
                .isEqualTo(ClientOrderId.derive("bot0", BAR, Leg.STOP, 2));
    }

    @Test
    void differsByBarLegAndAttempt() {
        Set<ClientOrderId> ids = new HashSet<>();
        for (long minute = 0; minute < 5; minute++) {
            for (Leg leg : Leg.values()) {
                for (int attempt = 0; attempt < 50; attempt++) {
                    ids.add(ClientOrderId.derive("bot0", BAR + minute * 60_000, leg, attempt));
                }
            }
        }
        assertThat(ids).hasSize(5 * Leg.values().length * 50);
    }

    @Test
    void textFitsTheVenueAndReadsBack() {
        ClientOrderId id = ClientOrderId.derive("a-bot_with_a_long_name1", 4_102_444_800_000L, Leg.FLATTEN, 999);
        assertThat(id.text()).hasSizeLessThanOrEqualTo(36);
        assertThat(ClientOrderId.parse(id.text())).contains(id);
    }

    @Test
    void othersIdsAreNotOurs() {
        assertThat(ClientOrderId.parse("")).isEmpty();
        assertThat(ClientOrderId.parse("mm_bitmex_1a/oemUeQ4CAJZgP3fjHsA")).isEmpty();
        assertThatThrownBy(() -> new ClientOrderId(1, "a b")).hasMessageContaining("1.a b");
    }
}
