package dev.barkeeper.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeRequest;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;

/** Opens the WebSocket: limits, faults and credentials of the upgrade request. Thread-safe. */
final class RealtimeServlet extends JettyWebSocketServlet {
    private static final long serialVersionUID = 1L;
    private static final int MAX_MESSAGE = 1 << 16;
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final transient RealtimeCommands commands;
    private final transient Authenticator authenticator;
    private final transient RateLimiter limiter;
    private final transient GatewayFaults faults;

    RealtimeServlet(RealtimeCommands commands, Authenticator authenticator, RateLimiter limiter, GatewayFaults faults) {
        this.commands = commands;
        this.authenticator = authenticator;
        this.limiter = limiter;
        this.faults = faults;
    }

    @Override
    protected void configure(JettyWebSocketServletFactory factory) {
        factory.setMaxTextMessageSize(MAX_MESSAGE);
        factory.setIdleTimeout(IDLE);
        factory.setCreator(this::open);
    }

    private Object open(JettyServerUpgradeRequest request, JettyServerUpgradeResponse response) throws IOException {
        // frames are small and mostly cross the loopback: compressing them costs more than it saves
        response.setExtensions(List.of());
        HttpServletRequest http = request.getHttpServletRequest();
        Optional<Fault> refused = faults.take(FaultKind.UPGRADE_REFUSED, name -> Optional.empty());
        if (refused.isPresent()) {
            response.sendError(refused.get().status(), "Service unavailable");
            return null;
        }
        OptionalInt left = limiter.takeConnection(http.getRemoteAddr());
        if (left.isEmpty()) {
            response.setHeader("retry-after", String.valueOf(RateLimiter.CONNECTION_RETRY_SECONDS));
            response.sendError(
                    429, "Rate limit exceeded, retry in " + RateLimiter.CONNECTION_RETRY_SECONDS + " seconds.");
            return null;
        }
        try {
            Optional<ApiKey> key = authenticator.verify(
                    new Authenticator.Credentials(
                            value(http, "api-key"), value(http, "api-expires"), value(http, "api-signature")),
                    "GET",
                    GatewayServer.REALTIME,
                    new byte[0]);
            return new RealtimeSocket(commands, key, topics(http), left.getAsInt());
        } catch (ApiError e) {
            response.sendError(e.status() == 403 ? 403 : 401, e.getMessage());
            return null;
        }
    }

    private static String value(HttpServletRequest http, String name) {
        return Optional.ofNullable(http.getHeader(name))
                .or(() -> Optional.ofNullable(http.getParameter(name)))
                .orElse("");
    }

    private static List<String> topics(HttpServletRequest http) {
        List<String> topics = new ArrayList<>();
        for (String list :
                Optional.ofNullable(http.getParameterValues("subscribe")).orElse(new String[0])) {
            Arrays.stream(list.split(","))
                    .map(String::trim)
                    .filter(topic -> !topic.isEmpty())
                    .forEach(topics::add);
        }
        return topics;
    }
}
