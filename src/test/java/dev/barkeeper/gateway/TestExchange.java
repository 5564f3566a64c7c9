package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.model.E8;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperFeeder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.paper.ScriptedPrices;
import dev.barkeeper.paper.VenueSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A paper exchange served on a free port, its clock moved by hand unless a feeder is asked for. */
final class TestExchange implements AutoCloseable {
    static final long START = Instant.parse("2022-01-03T10:00:00Z").toEpochMilli();
    static final ApiKey READER = new ApiKey("reader", "reader-secret", ApiKeys.DEMO_ACCOUNT, Set.of(), true);
    static final ApiKey CANCELER =
            new ApiKey("canceler", "canceler-secret", ApiKeys.DEMO_ACCOUNT, Set.of(ApiKey.ORDER_CANCEL), true);
    static final ApiKey DISABLED = new ApiKey("disabled", "disabled-secret", ApiKeys.DEMO_ACCOUNT, Set.of(), false);
    static final ApiKey OTHER = ApiKey.trading("other", "other-secret", 100_002);
    private static final int BARS = 400;
    private static final long OPEN = E8.ofWhole(9_500);

    final PaperVenue venue;
    final GatewayServer server;
    final OkHttpClient http = new OkHttpClient.Builder()
            .readTimeout(Duration.ofSeconds(10))
            .retryOnConnectionFailure(false)
            .build();
    private final Optional<PaperFeeder> feeder;

    private TestExchange(GatewaySettings settings, Function<PaperVenue, Optional<PaperFeeder>> feeding) {
        venue = PaperVenue.open(
                VenueSettings.DEFAULT,
                List.of(
                        new Listing(ContractSpecs.xbtusd(), new ScriptedPrices(script())),
                        new Listing(ContractSpecs.ethusd(), new GeneratedPrices(ContractSpecs.ethusd(), 1, START))));
        venue.openAccount(ApiKeys.DEMO_ACCOUNT, Map.of("XBt", E8.ONE));
        venue.openAccount(OTHER.account(), Map.of("XBt", E8.ONE, "USDt", 5_000_000_000L));
        ApiKeys keys = ApiKeys.demo();
        List.of(READER, CANCELER, DISABLED, OTHER).forEach(keys::add);
        feeder = feeding.apply(venue);
        server = GatewayServer.start(venue, feeder, keys, settings);
        feeder.ifPresent(PaperFeeder::start);
    }

    /** Without request limits. */
    static TestExchange start() {
        return start(GatewaySettings.lockStep(0));
    }

    static TestExchange start(GatewaySettings settings) {
        return new TestExchange(settings, venue -> Optional.empty());
    }

    static TestExchange lockStep() {
        return new TestExchange(GatewaySettings.lockStep(0), venue -> Optional.of(PaperFeeder.lockStep(venue)));
    }

    /** Ten dollars up and ten down, in turns. */
    private static List<PriceBar> script() {
        return IntStream.range(0, BARS)
                .mapToObj(i -> {
                    long open = OPEN + (i % 2 == 0 ? 0 : E8.ofWhole(10));
                    long close = OPEN + (i % 2 == 0 ? E8.ofWhole(10) : 0);
                    long high = Math.max(open, close) + E8.ofWhole(2);
                    long low = Math.min(open, close) - E8.ofWhole(2);
                    return new PriceBar(START + i * 60_000L, open, high, low, close, 100_000);
                })
                .toList();
    }

    /** An answer. */
    record Reply(int status, Headers headers, String body) {
        JsonNode json() {
            return Json.read(body).orElseThrow(() -> new AssertionError("no JSON: " + body));
        }

        Reply expect(int wanted) {
            assertThat(status).as(body).isEqualTo(wanted);
            return this;
        }

        Reply expectError(int wanted, String message) {
            expect(wanted);
            assertThat(json().at("/error/message").asText()).isEqualTo(message);
            return this;
        }
    }

    /** Signed with the demonstration key. */
    Reply call(String verb, String path, String body) throws IOException {
        return call(ApiKeys.demo().find(ApiKeys.DEMO_KEY).orElseThrow(), verb, path, body);
    }

    Reply call(ApiKey key, String verb, String path, String body) throws IOException {
        String url = server.restUrl() + path;
        String expires = String.valueOf(System.currentTimeMillis() / 1_000 + 60);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String signature = Signature.sign(key.secret(), verb, RestDoor.ROOT + path, expires, bytes);
        return send(request(verb, url, body)
                .header("api-key", key.id())
                .header("api-expires", expires)
                .header("api-signature", signature)
                .build());
    }

    /** Without a key. */
    Reply open(String path) throws IOException {
        return send(request("GET", server.restUrl() + path, "").build());
    }

    JsonNode get(String path) throws IOException {
        return call("GET", path, "").expect(200).json();
    }

    JsonNode post(String path, String body) throws IOException {
        return call("POST", path, body).expect(200).json();
    }

    /** A control call, which must succeed. */
    JsonNode control(String verb, String path, String body) throws IOException {
        String url = server.restUrl().replace(RestDoor.ROOT, "") + path;
        return send(request(verb, url, body).build()).expect(200).json();
    }

    private static Request.Builder request(String verb, String url, String body) {
        MediaType type = MediaType.get(body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded");
        // a body given as bytes: OkHttp would add a charset to the type otherwise
        RequestBody content = verb.equals("GET") || verb.equals("DELETE") && body.isEmpty()
                ? null
                : RequestBody.create(body.getBytes(StandardCharsets.UTF_8), type);
        return new Request.Builder().url(url).method(verb, content);
    }

    private Reply send(Request request) throws IOException {
        try (Response response = http.newCall(request).execute()) {
            return new Reply(
                    response.code(), response.headers(), response.body().string());
        }
    }

    TestSocket socket() {
        return new TestSocket(http, server.webSocketUrl(), Headers.of());
    }

    TestSocket socket(String query) {
        return new TestSocket(http, server.webSocketUrl() + query, Headers.of());
    }

    /** Authenticated by headers. */
    TestSocket privateSocket() {
        return new TestSocket(http, server.webSocketUrl(), credentials(ApiKeys.DEMO_KEY, ApiKeys.DEMO_SECRET));
    }

    static Headers credentials(String key, String secret) {
        String expires = String.valueOf(System.currentTimeMillis() / 1_000 + 60);
        return Headers.of(
                "api-key",
                key,
                "api-expires",
                expires,
                "api-signature",
                Signature.sign(secret, "GET", GatewayServer.REALTIME, expires, new byte[0]));
    }

    void arm(Fault fault) {
        server.faults().arm(fault);
    }

    @Override
    public void close() {
        server.close();
        feeder.ifPresent(PaperFeeder::close);
        venue.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
