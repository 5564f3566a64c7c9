package dev.barkeeper.app.config;

import dev.barkeeper.bitmex.BitmexSettings;
import java.net.URI;

/**
 * The trading venue and the place bars come from.
 *
 * @param restUrl ends with {@code /api/v1} or whatever stands before {@code /order}; no slash at its end
 * @param barsRestUrl the same address unless the ini says otherwise
 */
public record VenueSettings(
        URI restUrl,
        URI socketUrl,
        Secret apiKey,
        Secret apiSecret,
        URI barsRestUrl,
        URI barsSocketUrl,
        Secret barsApiKey,
        Secret barsApiSecret,
        ClockSpeed clockSpeed) {
    private static final URI TEST_REST = URI.create("https://testnet.bitmex.com/api/v1");
    private static final URI TEST_SOCKET = URI.create("wss://ws.testnet.bitmex.com/realtime");
    private static final URI LIVE_REST = URI.create("https://www.bitmex.com/api/v1");
    private static final URI LIVE_SOCKET = URI.create("wss://ws.bitmex.com/realtime");
    private static final Secret NONE = new Secret("");

    static VenueSettings read(KeyReader reader) {
        boolean test = reader.get(BotKeys.API_TEST);
        URI rest = reader.find(BotKeys.API_URL).map(VenueSettings::withoutSlash).orElse(test ? TEST_REST : LIVE_REST);
        URI socket = reader.find(BotKeys.WS_URL).orElse(test ? TEST_SOCKET : LIVE_SOCKET);
        if (reader.find(BotKeys.API_URL).isPresent()
                != reader.find(BotKeys.WS_URL).isPresent()) {
            Key<?> given = reader.find(BotKeys.API_URL).isPresent() ? BotKeys.API_URL : BotKeys.WS_URL;
            reader.problem(
                    reader.line(given), "bitmex.api.url and bitmex.ws.url go together; set both to the same venue");
        }
        Secret key = reader.find(BotKeys.API_KEY).orElse(NONE);
        Secret secret = reader.find(BotKeys.API_SECRET).orElse(NONE);
        boolean override = reader.find(BotKeys.BUCKETS_URL).isPresent();
        boolean elsewhere = reader.find(BotKeys.API_URL).isEmpty()
                && reader.find(BotKeys.BUCKETS_TEST).isPresent();
        boolean bucketsTest = elsewhere ? reader.get(BotKeys.BUCKETS_TEST) : test;
        URI barsRest = elsewhere ? (bucketsTest ? TEST_REST : LIVE_REST) : rest;
        URI barsSocket = elsewhere ? (bucketsTest ? TEST_SOCKET : LIVE_SOCKET) : socket;
        return new VenueSettings(
                rest,
                socket,
                key,
                secret,
                override ? withoutSlash(reader.find(BotKeys.BUCKETS_URL).orElseThrow()) : barsRest,
                override ? socketOf(reader.find(BotKeys.BUCKETS_URL).orElseThrow()) : barsSocket,
                reader.find(BotKeys.BUCKETS_KEY).orElse(key),
                reader.find(BotKeys.BUCKETS_SECRET).orElse(secret),
                reader.get(BotKeys.CLOCK_SPEED));
    }

    /** Where orders go, with the key. */
    public BitmexSettings toSettings() {
        return at(restUrl, socketUrl, apiKey, apiSecret);
    }

    /** Where bars come from. */
    public BitmexSettings toBarsSettings() {
        return at(barsRestUrl, barsSocketUrl, barsApiKey, barsApiSecret);
    }

    private BitmexSettings at(URI rest, URI socket, Secret key, Secret secret) {
        return BitmexSettings.at(rest.toString(), socket.toString(), key.reveal(), secret.reveal())
                .withClockSpeed(clockSpeed.isMax() ? 1 : clockSpeed.factor());
    }

    /** Whether bars come from another venue than orders go to. */
    public boolean hasOwnBarsVenue() {
        return !barsRestUrl.equals(restUrl);
    }

    private static URI withoutSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
    }

    /** The market stream beside a REST address of the house dialect. */
    private static URI socketOf(URI rest) {
        String scheme = rest.getScheme().equals("https") ? "wss" : "ws";
        return URI.create(scheme + "://" + rest.getRawAuthority() + "/realtime");
    }
}
