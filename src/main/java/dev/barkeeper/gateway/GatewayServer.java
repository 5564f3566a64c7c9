package dev.barkeeper.gateway;

import dev.barkeeper.machine.Daemons;
import dev.barkeeper.paper.PaperFeeder;
import dev.barkeeper.paper.PaperVenue;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.router.EndpointNotFound;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a paper venue in BitMEX's dialect: REST under {@code /api/v1}, WebSocket at {@code /realtime}. Thread-safe. */
public final class GatewayServer implements AutoCloseable {
    static final String REALTIME = "/realtime";
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    private static final int MAX_THREADS = 64;
    private static final int MIN_THREADS = 4;
    private static final int THREAD_IDLE_MILLIS = 60_000;
    private static final long MAX_REQUEST_BYTES = 1 << 20;
    private static final int GOING_AWAY = 1001;
    private static final double NANOS_PER_MILLI = 1e6;

    private final GatewaySettings settings;
    private final GatewayFaults faults;
    private final Broadcast broadcast;
    private final FaultActs acts;
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(Daemons.named("gateway-later"));
    private final RealtimeCommands commands;
    private final ControlRoutes control;
    private final RestDoor door;
    private final Swagger swagger;
    private final RealtimeServlet realtime;
    private final Javalin javalin;

    private GatewayServer(
            PaperVenue venue, Optional<PaperFeeder> feeder, ApiKeys keys, GatewaySettings settings, Clock wall) {
        this.settings = settings;
        this.acts = new FaultActs(wall);
        VenueFaults venueFaults = new VenueFaults(venue);
        this.faults = new GatewayFaults(fault -> strikeAtOnce(fault, venueFaults));
        this.broadcast = new Broadcast(faults);
        Symbols symbols = new Symbols(venue);
        Authenticator authenticator = new Authenticator(keys, wall);
        RateLimiter limiter = new RateLimiter(settings.limiting(), limiterClock(settings.speed()));
        OrderRoutes orders = new OrderRoutes(venue, symbols);
        boolean lockStep = feeder.map(PaperFeeder::isLockStep).orElse(false);
        this.commands = new RealtimeCommands(venue, symbols, broadcast, authenticator, orders, faults, later, lockStep);
        this.control = new ControlRoutes(venue, feeder, faults, symbols, broadcast);
        Routes routes = new Routes();
        orders.addTo(routes);
        new AccountRoutes(venue, symbols, keys).addTo(routes);
        new WalletRoutes(venue, symbols).addTo(routes);
        new MarketRoutes(venue, symbols).addTo(routes);
        new InstrumentRoutes(venue, symbols).addTo(routes);
        new InfoRoutes(venue).addTo(routes);
        this.swagger = new Swagger(routes);
        this.door = new RestDoor(routes, authenticator, limiter, faults, acts, wall);
        this.realtime = new RealtimeServlet(commands, authenticator, limiter, faults);
        this.javalin = Javalin.create(this::configure);
    }

    /**
     * Starts serving. Accounts of the keys must exist at the venue.
     *
     * @param feeder what drives the venue's clock, if anything does: lock-step is acknowledged to it
     * @throws GatewayException when the address cannot be bound, e.g. because the port is in use
     */
    public static GatewayServer start(
            PaperVenue venue, Optional<PaperFeeder> feeder, ApiKeys keys, GatewaySettings settings) {
        return start(venue, feeder, keys, settings, Clock.systemUTC());
    }

    /**
     * The same with a wall clock of its own: by it requests expire and answers are dated.
     *
     * @throws GatewayException when the address cannot be bound, e.g. because the port is in use
     */
    public static GatewayServer start(
            PaperVenue venue, Optional<PaperFeeder> feeder, ApiKeys keys, GatewaySettings settings, Clock wall) {
        GatewayServer server = new GatewayServer(venue, feeder, keys, settings, wall);
        try {
            server.javalin.start(GatewaySettings.LOOPBACK, settings.port());
        } catch (RuntimeException e) {
            server.close();
            throw new GatewayException(
                    "the exchange cannot listen on " + GatewaySettings.LOOPBACK + ":" + settings.port()
                            + ", most likely because the port is in use: stop the program that holds it (perhaps another"
                            + " exchange), or choose another port with --port",
                    e);
        }
        LOG.info("event=gateway_started rest={} websocket={}", server.restUrl(), server.webSocketUrl());
        return server;
    }

    private void configure(JavalinConfig config) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, THREAD_IDLE_MILLIS);
        threads.setName("gateway");
        config.jetty.threadPool = threads;
        config.jetty.modifyServletContextHandler(handler -> {
            handler.addServlet(new ServletHolder(realtime), REALTIME);
            handler.setErrorHandler(new ErrorBody());
        });
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MAX_REQUEST_BYTES;
        for (HandlerType verb : List.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.DELETE)) {
            config.routes.addHttpHandler(verb, RestDoor.ROOT + "/*", door::handle);
        }
        config.routes.get(
                Swagger.PATH,
                ctx -> RestDoor.send(
                        ctx, 200, swagger.at(Optional.ofNullable(ctx.host()).orElse(""))));
        config.routes.exception(EndpointNotFound.class, (nowhere, ctx) -> RestDoor.refuse(ctx, ApiError.notFound()));
        control.addTo(config.routes);
    }

    /** The faults to switch on and off. */
    public GatewayFaults faults() {
        return faults;
    }

    /** The bound port. */
    public int port() {
        return javalin.port();
    }

    /** E.g. {@code http://127.0.0.1:8790/api/v1}. */
    public String restUrl() {
        return "http://" + GatewaySettings.LOOPBACK + ":" + port() + RestDoor.ROOT;
    }

    /** E.g. {@code ws://127.0.0.1:8790/realtime}. */
    public String webSocketUrl() {
        return "ws://" + GatewaySettings.LOOPBACK + ":" + port() + REALTIME;
    }

    /** How many topics the open sockets are subscribed to, acknowledged to them. */
    public int subscriptions() {
        return commands.subscriptions();
    }

    /** Closes the sockets, answers no more, lets go of the venue, which stays open. */
    @Override
    public void close() {
        acts.stop();
        later.shutdownNow();
        broadcast.sockets().forEach(socket -> socket.close(GOING_AWAY, "The exchange is shutting down"));
        javalin.stop();
        commands.stop();
        control.stop();
    }

    /** Faults that need no occasion: inside the venue, and sockets to be cut or silenced now. */
    private boolean strikeAtOnce(Fault fault, VenueFaults venueFaults) {
        if (fault.kind().site() == FaultKind.Site.VENUE) {
            venueFaults.inject(fault);
            return true;
        }
        if (fault.where().containsKey("table")) {
            return false;
        }
        if (fault.kind() == FaultKind.SOCKET_DROP) {
            broadcast.sockets().forEach(RealtimeSocket::drop);
            return true;
        }
        if (fault.kind() == FaultKind.SOCKET_SILENT) {
            broadcast.sockets().forEach(RealtimeSocket::silence);
            return true;
        }
        return false;
    }

    private static LongSupplier limiterClock(double speed) {
        return () -> (long) (System.nanoTime() / NANOS_PER_MILLI * speed);
    }
}
