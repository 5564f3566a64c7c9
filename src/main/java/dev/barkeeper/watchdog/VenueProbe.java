package dev.barkeeper.watchdog;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the venue itself for its newest minute bar, without the bot's means. Stateless. */
record VenueProbe(String url) {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int MOST_BYTES = 16 * 1024;
    private static final Pattern STAMP = Pattern.compile("\"timestamp\"\\s*:\\s*\"([^\"]+)\"");

    /** The bar's end, venue time, epoch milliseconds; empty when it has none. */
    Optional<Long> newestBarMillis() throws IOException {
        if (url.isEmpty()) {
            throw new IOException("there is no address to ask");
        }
        HttpURLConnection call = (HttpURLConnection) URI.create(url).toURL().openConnection();
        call.setConnectTimeout(TIMEOUT_MILLIS);
        call.setReadTimeout(TIMEOUT_MILLIS);
        try (InputStream in = call.getInputStream()) {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            Matcher stamp = STAMP.matcher(text);
            return stamp.find() ? Optional.of(Instant.parse(stamp.group(1)).toEpochMilli()) : Optional.empty();
        } catch (java.time.format.DateTimeParseException | IllegalArgumentException e) {
            throw new IOException("its answer is not understood: " + e.getMessage(), e);
        } finally {
            call.disconnect();
        }
    }
}
