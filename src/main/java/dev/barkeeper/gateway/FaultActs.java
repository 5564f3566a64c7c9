package dev.barkeeper.gateway;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a fault happen to a request: wrong statuses, late answers, cut connections. Thread-safe. */
final class FaultActs {
    private static final Logger LOG = LoggerFactory.getLogger(FaultActs.class);

    private static final long MILLIS = 1_000;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Clock wall;

    FaultActs(Clock wall) {
        this.wall = wall;
    }

    /** A fault strikes this request, whose true answer would have been that; status 0 when it was not executed. */
    static final class Strike extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Fault fault;
        private final int status;
        private final String answer;

        Strike(Fault fault, int status, String answer) {
            super("fault " + fault.kind().text(), null, false, false);
            this.fault = fault;
            this.status = status;
            this.answer = answer;
        }
    }

    /** Ends every delay, so that a stop does not wait for it. */
    void stop() {
        stopping.countDown();
    }

    void perform(Strike strike, Context ctx) {
        Fault fault = strike.fault;
        LOG.info("event=fault kind={} route=\"{} {}\"", fault.kind().text(), ctx.method(), ctx.path());
        switch (fault.kind()) {
            case OVERLOADED -> fail(ctx, 503, "The system is currently overloaded. Please try again later.");
            case UNAVAILABLE_AFTER -> fail(ctx, 503, "Service unavailable");
            case REQUEST_EXPIRED -> refuse(ctx, ApiError.expired(wall.millis() / MILLIS));
            case BAD_GATEWAY, BAD_GATEWAY_AFTER -> page(ctx, 502, "Bad Gateway");
            case GATEWAY_TIMEOUT, GATEWAY_TIMEOUT_AFTER -> page(ctx, 504, "Gateway Time-out");
            case RATE_LIMITED -> {
                long seconds = Math.max(1, (fault.millis() + 999) / 1_000);
                ctx.header("retry-after", String.valueOf(seconds)).header("x-ratelimit-remaining", "0");
                ctx.status(429).result(Json.write(ApiError.rateLimit(seconds).body()));
            }
            case REQUEST_LOST, ANSWER_LOST -> {
                pause(fault.millis());
                cut(ctx, false);
            }
            case CONNECTION_RESET, RESET_AFTER -> cut(ctx, true);
            case ANSWER_DELAYED -> {
                pause(fault.millis());
                ctx.status(strike.status).result(strike.answer);
            }
            default ->
                throw new IllegalStateException(
                        "no fault of a request: " + fault.kind().text());
        }
    }

    private static void fail(Context ctx, int status, String message) {
        refuse(ctx, ApiError.http(status, message));
    }

    private static void refuse(Context ctx, ApiError error) {
        ctx.status(error.status()).result(Json.write(error.body()));
    }

    /** What a proxy in front of the venue says: a page, not JSON. */
    private static void page(Context ctx, int status, String title) {
        ctx.status(status)
                .contentType("text/html")
                .result("<html><head><title>" + status + " " + title + "</title></head><body><h1>" + status + " "
                        + title + "</h1></body></html>");
    }

    private void pause(long millis) {
        try {
            stopping.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the connection without a byte of an answer; a reset throws away what is on its way. */
    private static void cut(Context ctx, boolean reset) {
        EndPoint endPoint = ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        if (reset && endPoint instanceof SocketChannelEndPoint socket) {
            SocketChannel channel = (SocketChannel) socket.getChannel();
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.close();
            } catch (IOException e) {
                LOG.debug("event=reset_failed", e);
            }
        }
        endPoint.close();
    }
}
