package dev.barkeeper.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueTopic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What clients say over their sockets: authenticate, subscribe, unsubscribe, dead man's switch, ping. Thread-safe. */
final class RealtimeCommands {
    private static final int MAX_TOPICS = 200;

    private final PaperVenue venue;
    private final Symbols symbols;
    private final Images images;
    private final Broadcast broadcast;
    private final RealtimeHub hub;
    private final Authenticator authenticator;
    private final OrderRoutes orders;
    private final GatewayFaults faults;
    private final ScheduledExecutorService later;
    private final boolean lockStep;
    private Set<VenueTopic> listened = EnumSet.noneOf(VenueTopic.class);

    RealtimeCommands(
            PaperVenue venue,
            Symbols symbols,
            Broadcast broadcast,
            Authenticator authenticator,
            OrderRoutes orders,
            GatewayFaults faults,
            ScheduledExecutorService later,
            boolean lockStep) {
        this.venue = venue;
        this.symbols = symbols;
        this.images = new Images(venue, symbols);
        this.broadcast = broadcast;
        this.hub = locked(() -> new RealtimeHub(venue, symbols, images, broadcast));
        this.authenticator = authenticator;
        this.orders = orders;
        this.faults = faults;
        this.later = later;
        this.lockStep = lockStep;
        locked(this::listen);
    }

    /** Stops listening to the venue. */
    void stop() {
        venue.removeListener(hub);
    }

    /** How many topics were subscribed to over the open sockets. */
    int subscriptions() {
        return locked(() -> broadcast.sockets().stream()
                .mapToInt(socket -> socket.topics().size())
                .sum());
    }

    void opened(RealtimeSocket socket, List<String> urlTopics, int connectionsLeft) {
        locked(() -> {
            broadcast.add(socket);
            socket.send(Frames.welcome(venue.nowMillis(), connectionsLeft, lockStep));
            for (String topic : urlTopics) {
                JsonNode request = Json.tree(new Row()
                        .text("op", "subscribe")
                        .put("args", List.of(topic))
                        .fields());
                subscribe(socket, topic, request);
            }
            return listen();
        });
    }

    void closed(RealtimeSocket socket) {
        locked(() -> {
            broadcast.remove(socket);
            return listen();
        });
    }

    void received(RealtimeSocket socket, String message) {
        switch (message.trim()) {
            case "ping" -> socket.send("pong");
            case "pong", "" -> {
                /* nothing is expected of us */
            }
            case "help" -> socket.send(Json.write(InfoRoutes.websocketHelp()));
            default -> command(socket, message);
        }
    }

    private void command(RealtimeSocket socket, String message) {
        Optional<JsonNode> request = Json.read(message).filter(JsonNode::isObject);
        if (request.isEmpty()) {
            socket.sendError(Frames.error(400, "Unrecognized request. Send 'help' for usage.", message));
            return;
        }
        JsonNode node = request.get();
        try {
            switch (node.path("op").asText()) {
                case "subscribe" ->
                    locked(() -> {
                        arguments(node).stream()
                                .takeWhile(topic -> !socket.isSentAway())
                                .forEach(topic -> subscribe(socket, topic, node));
                        return listen();
                    });
                case "unsubscribe" ->
                    locked(() -> {
                        arguments(node).stream()
                                .takeWhile(topic -> !socket.isSentAway())
                                .forEach(topic -> unsubscribe(socket, topic, node));
                        return listen();
                    });
                case "authKeyExpires" -> authenticate(socket, node);
                case "cancelAllAfter" -> cancelAllAfter(socket, node);
                case "help" -> socket.send(Json.write(InfoRoutes.websocketHelp()));
                default ->
                    throw ApiError.badRequest(
                            "Unknown operation: " + node.path("op").asText());
            }
        } catch (ApiError e) {
            socket.sendError(Frames.error(e.status(), e.getMessage(), node));
        }
    }

    private static List<String> arguments(JsonNode request) {
        JsonNode args = request.path("args");
        List<String> topics = new ArrayList<>();
        if (args.isTextual()) {
            topics.add(args.textValue());
        }
        args.forEach(item -> topics.add(item.asText()));
        if (topics.isEmpty()) {
            throw ApiError.badRequest("Missing args: send {\"op\": \"subscribe\", \"args\": [\"trade:XBTUSD\"]}");
        }
        return topics;
    }

    private void subscribe(RealtimeSocket socket, String text, JsonNode request) {
        try {
            Topic topic = topic(socket, text);
            if (socket.topics().contains(topic) || socket.topics().size() >= MAX_TOPICS) {
                throw ApiError.badRequest("You are already subscribed to this topic: " + text);
            }
            socket.send(Frames.ack("subscribe", text, request));
            sendImage(socket, topic);
            socket.topics().add(topic);
        } catch (ApiError e) {
            socket.sendError(Frames.error(e.status(), e.getMessage(), request));
        }
    }

    private Topic topic(RealtimeSocket socket, String text) {
        Topic topic = Topic.parse(text).orElseThrow(() -> ApiError.badRequest("Unknown table: " + text));
        if (topic.table().isPersonal() && socket.key().isEmpty()) {
            throw ApiError.http(
                    401, "User requested an account-locked subscription but no authorization was provided.");
        }
        if (!topic.isValid(symbols)) {
            throw ApiError.badRequest("Unknown or expired symbol.");
        }
        return topic;
    }

    private void sendImage(RealtimeSocket socket, Topic topic) {
        Optional<Fault> late = faults.take(
                FaultKind.PARTIAL_LATE,
                name -> name.equals("table") ? Optional.of(topic.table().text()) : Optional.of(topic.filter()));
        if (late.isPresent()) {
            later.schedule(() -> locked(() -> image(socket, topic)), late.get().millis(), TimeUnit.MILLISECONDS);
        } else {
            image(socket, topic);
        }
    }

    private boolean image(RealtimeSocket socket, Topic topic) {
        long account =
                topic.table().isPersonal() ? socket.key().map(ApiKey::account).orElse(0L) : 0;
        List<Row> rows = images.rows(topic, account);
        hub.level(topic, account, rows);
        socket.send(Frames.image(topic, account, rows));
        return true;
    }

    private void unsubscribe(RealtimeSocket socket, String text, JsonNode request) {
        Optional<Topic> topic = Topic.parse(text);
        if (topic.isEmpty() || !socket.topics().remove(topic.get())) {
            socket.sendError(Frames.error(400, "You are not subscribed to this topic: " + text, request));
        } else {
            socket.send(Frames.ack("unsubscribe", text, request));
        }
    }

    private void authenticate(RealtimeSocket socket, JsonNode request) {
        if (socket.key().isPresent()) {
            throw ApiError.badRequest("You are already authenticated.");
        }
        JsonNode args = request.path("args");
        if (!args.isArray() || args.size() != 3) {
            throw ApiError.badRequest("Missing API key.");
        }
        Authenticator.Credentials credentials = new Authenticator.Credentials(
                args.get(0).asText(), args.get(1).asText(), args.get(2).asText());
        ApiKey key = authenticator
                .verify(credentials, "GET", GatewayServer.REALTIME, new byte[0])
                .orElseThrow(() -> ApiError.badRequest("Missing API key."));
        locked(() -> {
            socket.authenticate(key);
            socket.send(Frames.authenticated(request));
            return true;
        });
    }

    private void cancelAllAfter(RealtimeSocket socket, JsonNode request) {
        ApiKey key = socket.key().orElseThrow(() -> ApiError.http(401, "Authorization Required"));
        if (!key.may(ApiKey.ORDER_CANCEL)) {
            throw ApiError.http(403, "Access Denied");
        }
        JsonNode args = request.path("args");
        JsonNode timeout = args.isArray() && args.size() == 1 ? args.get(0) : args;
        if (!timeout.canConvertToLong()
                && !(timeout instanceof TextNode && timeout.asText().matches("\\d{1,9}"))) {
            throw ApiError.badRequest("timeout is invalid");
        }
        Row answer = orders.cancelAllAfter(key.account(), timeout.asLong());
        socket.send(Json.write(answer.put("request", request)));
    }

    /** Asks the venue for what somebody subscribed to and for nothing else. */
    private boolean listen() {
        Set<VenueTopic> wanted = EnumSet.of(VenueTopic.PRIVATE, VenueTopic.FIGURES);
        broadcast.sockets().forEach(socket -> socket.topics().forEach(topic -> need(topic.table(), wanted)));
        if (!wanted.equals(listened)) {
            venue.removeListener(hub);
            venue.addListener(hub, wanted);
            listened = wanted;
        }
        return true;
    }

    private static void need(Table table, Set<VenueTopic> wanted) {
        switch (table) {
            case INSTRUMENT -> wanted.add(VenueTopic.INSTRUMENT);
            case ORDER_BOOK_L2, ORDER_BOOK_L2_25, ORDER_BOOK_10 -> wanted.add(VenueTopic.BOOK);
            case QUOTE -> wanted.add(VenueTopic.QUOTE);
            case TRADE -> wanted.add(VenueTopic.TRADE);
            case TRADE_BIN_1M, QUOTE_BIN_1M -> wanted.add(VenueTopic.BAR);
            case TRADE_BIN_5M, TRADE_BIN_1H, TRADE_BIN_1D, QUOTE_BIN_5M, QUOTE_BIN_1H, QUOTE_BIN_1D ->
                wanted.add(VenueTopic.BIN);
            case POSITION, MARGIN -> wanted.add(VenueTopic.MARK);
            case FUNDING -> wanted.add(VenueTopic.FUNDING);
            default -> {
                /* personal tables are always listened to, the others never change */
            }
        }
    }

    private <T> T locked(Supplier<T> work) {
        return venue.withLock(work);
    }
}
