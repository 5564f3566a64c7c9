package dev.barkeeper.bitmex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.exchange.ExchangeException;
import dev.barkeeper.exchange.RejectReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocking calls to the venue: signs the exact bytes sent, keeps within the rate limit and says of each request whether
 * it was executed. A request that changes something is sent once and never again. Thread-safe.
 */
final class BitmexRest implements AutoCloseable {
    /** How long a signed request stays valid. */
    static final long EXPIRES_AFTER_SECONDS = 10;

    static final int READ_ATTEMPTS = 3;
    private static final long RETRY_MILLIS = 500;
    private static final long MAX_PAUSE_MILLIS = 120_000;
    /** Several times the longest page; it is read into the small heap of a bot. */
    private static final long MAX_BODY_BYTES = 4L << 20;

    private static final double DEFAULT_RETRY_AFTER_SECONDS = 1;
    private static final Logger LOG = LoggerFactory.getLogger(BitmexRest.class);

    private final OkHttpClient client;
    private final BitmexSettings settings;
    private final RateBudget budget;
    private final WireWatch watch;
    private final ServerClock serverClock;
    private final Optional<RequestSigner> signer;
    private final HttpUrl base;
    /** Paths whose last read failed; there are about ten. */
    private final Set<String> troubled = ConcurrentHashMap.newKeySet();

    private final CountDownLatch closed = new CountDownLatch(1);

    BitmexRest(OkHttpClient client, BitmexSettings settings, ServerClock serverClock, WireWatch watch) {
        this.client = client;
        this.serverClock = serverClock;
        this.watch = watch;
        this.settings = settings;
        this.budget = new RateBudget(settings.hasKey(), settings.clockSpeed(), System::nanoTime);
        this.signer = settings.hasKey() ? Optional.of(new RequestSigner(settings.secret())) : Optional.empty();
        this.base = HttpUrl.get(settings.restUrl());
    }

    /** Sends an order; never waits longer than a second of the venue for the rate limit. */
    RestAnswer post(String path, JsonNode body, RateBudget.Use use) {
        return change("POST", path, body, use);
    }

    /** Cancels. */
    RestAnswer delete(String path, JsonNode body) {
        return change("DELETE", path, body, RateBudget.Use.PROTECTING);
    }

    double requestsLeft() {
        return budget.left();
    }

    /**
     * Reads, trying again a few times when that may help.
     *
     * @param query name → value, not yet encoded
     * @throws ExchangeException when the venue refused or did not answer in {@link #READ_ATTEMPTS} attempts
     */
    RestAnswer.Done get(String path, Map<String, String> query, RateBudget.Use use) throws ExchangeException {
        HttpUrl.Builder url = base.newBuilder().addPathSegments(path);
        query.forEach(url::addQueryParameter);
        HttpUrl whole = url.build();
        for (int attempt = 1; ; attempt++) {
            waitForBudget(path, use);
            RestAnswer answer = call(whole, "GET", null);
            if (answer instanceof RestAnswer.Done done) {
                noteRead(path);
                return done;
            }
            boolean retryable = isWorthRetrying(answer);
            if (!retryable || attempt == READ_ATTEMPTS) {
                throw new ExchangeException(
                        "GET " + whole.host() + whole.encodedPath() + ": " + answer.describe(), retryable);
            }
            noteTrouble(path, answer);
            pause(settings.wallMillis(RETRY_MILLIS * attempt), path);
        }
    }

    /** Once until it can be read again: an outage of hours is tried every few seconds. */
    private void noteTrouble(String path, RestAnswer answer) {
        if (troubled.add(path)) {
            LOG.info("read=failed path={} cause={} to_do=none_it_is_tried_again", path, answer.describe());
        }
    }

    private void noteRead(String path) {
        if (troubled.remove(path)) {
            LOG.info("read=works_again path={}", path);
        }
    }

    /**
     * The same where the venue always gives a list. A success without one (an empty body, a page of something between) must
     * not pass for an account that holds nothing.
     */
    RestAnswer.Done list(String path, Map<String, String> query, RateBudget.Use use) throws ExchangeException {
        RestAnswer.Done done = get(path, query, use);
        if (!done.body().isArray()) {
            throw new ExchangeException("GET " + path + ": the answer is no list", true);
        }
        return done;
    }

    private static boolean isWorthRetrying(RestAnswer answer) {
        return !(answer instanceof RestAnswer.Refused refused)
                || refused.reason() == RejectReason.OVERLOADED
                || refused.reason() == RejectReason.RATE_LIMITED
                || refused.reason() == RejectReason.EXPIRED;
    }

    private RestAnswer change(String verb, String path, JsonNode body, RateBudget.Use use) {
        long silence = budget.pauseMillis(use);
        if (silence > 0) {
            return new RestAnswer.Refused(
                    RejectReason.RATE_LIMITED, "the venue asked for silence, kept for " + silence + " ms more");
        }
        try {
            for (long wait = budget.take(use); wait > 0; wait = budget.take(use)) {
                pause(wait, path);
            }
        } catch (ExchangeException e) {
            return new RestAnswer.NotSent(e.getMessage());
        }
        return call(base.newBuilder().addPathSegments(path).build(), verb, WireJson.bytes(body));
    }

    private void waitForBudget(String path, RateBudget.Use use) throws ExchangeException {
        for (long wait = budget.take(use); wait > 0; wait = budget.take(use)) {
            if (wait > MAX_PAUSE_MILLIS) {
                throw new ExchangeException(
                        "GET " + path + ": the venue asked for silence for " + wait + " ms more", true);
            }
            pause(wait, path);
        }
    }

    private void pause(long millis, String path) throws ExchangeException {
        try {
            if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                throw new ExchangeException(path + ": not sent, the connection is closed", false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExchangeException(path + ": not sent, interrupted", false, e);
        }
    }

    /** One request, one attempt; a null body sends none. */
    private RestAnswer call(HttpUrl url, String verb, byte[] body) {
        SentMark mark = new SentMark(watch);
        Request.Builder request = new Request.Builder().url(url).tag(SentMark.class, mark);
        request.method(verb, body == null ? null : new OneShotBody(body));
        sign(request, url, verb, body == null ? new byte[0] : body);
        try (Response response = client.newCall(request.build()).execute()) {
            serverClock.onAnswer(serverMillis(response));
            learnLimits(response);
            return answer(response);
        } catch (IOException e) {
            String cause = verb + " " + url.encodedPath() + ": " + e.getClass().getSimpleName() + " " + e.getMessage();
            return mark.mayHaveLeft() ? new RestAnswer.Unknown(cause) : new RestAnswer.NotSent(cause);
        }
    }

    private void sign(Request.Builder request, HttpUrl url, String verb, byte[] body) {
        if (signer.isEmpty()) {
            return;
        }
        long expires = serverClock.nowMillis() / 1000 + EXPIRES_AFTER_SECONDS;
        String path = url.encodedQuery() == null ? url.encodedPath() : url.encodedPath() + "?" + url.encodedQuery();
        request.header("api-expires", Long.toString(expires))
                .header("api-key", settings.key())
                .header("api-signature", signer.get().sign(verb, path, expires, body));
    }

    private RestAnswer answer(Response response) throws IOException {
        JsonNode body;
        try {
            body = WireJson.read(text(response.body()));
        } catch (JsonProcessingException e) {
            if (response.isSuccessful()) {
                return new RestAnswer.Unknown("the answer is no JSON: " + e.getOriginalMessage());
            }
            body = WireJson.object();
        }
        if (response.isSuccessful()) {
            return new RestAnswer.Done(body, serverMillis(response));
        }
        return Refusals.of(response.code(), body);
    }

    private static String text(ResponseBody body) throws IOException {
        Buffer buffer = new Buffer();
        while (body.source().read(buffer, 8192) != -1) {
            if (buffer.size() > MAX_BODY_BYTES) {
                throw new IOException("the answer is longer than " + MAX_BODY_BYTES + " bytes");
            }
        }
        return buffer.readString(StandardCharsets.UTF_8);
    }

    private static long serverMillis(Response response) {
        Date date = response.headers().getDate("Date");
        return date == null ? 0 : date.getTime();
    }

    private void learnLimits(Response response) {
        budget.told(
                header(response, "x-ratelimit-limit"),
                header(response, "x-ratelimit-remaining"),
                header(response, "x-ratelimit-remaining-1s"));
        if (response.code() == 429) {
            long seconds = header(response, "retry-after");
            budget.pause(seconds < 0 ? DEFAULT_RETRY_AFTER_SECONDS : seconds);
            LOG.warn(
                    "rate limited path={} retryAfterSeconds={}",
                    response.request().url().encodedPath(),
                    seconds);
        }
    }

    private static long header(Response response, String name) {
        String value = response.header(name, "");
        return value.matches("\\d{1,9}") ? Long.parseLong(value) : -1;
    }

    /** Ends all waiting; calls under way end with the client. */
    @Override
    public void close() {
        closed.countDown();
    }
}
