package dev.barkeeper.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@code /health} and {@code /metrics}, nothing that can change anything. Thread-safe. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int MAX_THREADS = 8;
    private static final int MIN_THREADS = 2;
    private static final int THREAD_IDLE_MILLIS = 60_000;
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Javalin javalin;

    private WebServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Listens.
     *
     * @param port 0 for any that is free
     * @param health asked at each request, on any thread
     * @param metrics the page in Prometheus' text format, asked at each request
     * @throws WebException when the address cannot be bound; the message says what to do
     */
    public static WebServer start(String bind, int port, Supplier<Health> health, Supplier<String> metrics) {
        Javalin javalin = Javalin.create(config -> configure(config, health, metrics));
        try {
            javalin.start(bind, port);
        } catch (RuntimeException e) {
            javalin.stop();
            throw new WebException(
                    "health and metrics cannot be served on " + bind + ":" + port + ": most likely the port is in use;"
                            + " choose another http.port, or 0 for none",
                    e);
        }
        LOG.info("web=started address=http://{}:{}", bind, javalin.port());
        return new WebServer(javalin);
    }

    private static void configure(JavalinConfig config, Supplier<Health> health, Supplier<String> metrics) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, THREAD_IDLE_MILLIS);
        threads.setName("web");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.routes.get("/health", context -> {
            Health now = health.get();
            context.status(now.status()).contentType("application/json").result(now.json());
        });
        config.routes.get("/metrics", context -> context.contentType(PROMETHEUS).result(metrics.get()));
    }

    /** The bound port. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
