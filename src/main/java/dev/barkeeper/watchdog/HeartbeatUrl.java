package dev.barkeeper.watchdog;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an outside service that the watchdog lives, by an HTTP GET; a failure is logged once and tried on. One thread. */
public final class HeartbeatUrl {
    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatUrl.class);
    private static final int TIMEOUT_MILLIS = 10_000;

    private final URI url;
    private boolean failed;

    public HeartbeatUrl(URI url) {
        this.url = url;
    }

    /** Asks once. */
    public void beat() {
        try {
            HttpURLConnection call = (HttpURLConnection) url.toURL().openConnection();
            call.setConnectTimeout(TIMEOUT_MILLIS);
            call.setReadTimeout(TIMEOUT_MILLIS);
            int status = call.getResponseCode();
            call.disconnect();
            note(status >= 200 && status < 300 ? "" : "status " + status);
        } catch (IOException e) {
            note(e.toString());
        }
    }

    private void note(String fault) {
        if (!fault.isEmpty() && !failed) {
            LOG.warn("heartbeat_url=failed host={} cause={}", url.getHost(), fault);
        }
        failed = !fault.isEmpty();
    }
}
