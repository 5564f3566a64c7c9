package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** A name server that fails, between bot and venue. */
class LastKnownDnsTest {
    private static final String HOST = "venue.example";

    private final List<InetAddress> first = List.of(InetAddress.getLoopbackAddress());
    private Dns system = host -> first;
    private final LastKnownDns dns = new LastKnownDns(host -> system.lookup(host));

    @Test
    void goesOnWithTheLastKnownAddress() throws Exception {
        assertThat(dns.lookup(HOST)).isEqualTo(first);
        system = host -> {
            throw new UnknownHostException(host);
        };
        assertThat(dns.lookup(HOST)).isEqualTo(first);
        assertThatThrownBy(() -> dns.lookup("never.example")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void takesANewAddress() throws Exception {
        dns.lookup(HOST);
        List<InetAddress> moved = List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}));
        system = host -> moved;
        assertThat(dns.lookup(HOST)).isEqualTo(moved);
    }

    @Test
    void waitsForNoNameServerThatIsSilent() throws Exception {
        dns.lookup(HOST);
        CountDownLatch end = new CountDownLatch(1);
        system = host -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            }
            return first;
        };
        for (int i = 0; i < 20; i++) {
            assertThat(dns.lookup(HOST)).isEqualTo(first);
        }
        end.countDown();
    }

    @Test
    void theVenuesClientAsksThisWay() {
        BitmexSettings settings = BitmexSettings.at("http://h/api/v1", "ws://h/realtime", "", "");
        OkHttpClient client = HttpClients.create(settings.connectTimeout(), settings.readTimeout());
        assertThat(client.dns()).isInstanceOf(LastKnownDns.class);
        HttpClients.shutDown(client);
    }
}
