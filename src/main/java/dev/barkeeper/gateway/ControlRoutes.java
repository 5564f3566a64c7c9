package dev.barkeeper.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.model.Bar;
import dev.barkeeper.paper.BinSize;
import dev.barkeeper.paper.PaperFeeder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueListener;
import dev.barkeeper.paper.VenueTopic;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What is not the dialect: lock-step, status for audits, faults. Loopback only. Thread-safe. */
final class ControlRoutes implements VenueListener {
    private static final int MAX_STEPS = 100_000;
    private static final List<String> SHORT_MATCHES =
            List.of("route", "leg", "table", "symbol", "account", "ordType", "side", "clOrdID");

    private final PaperVenue venue;
    private final Optional<PaperFeeder> feeder;
    private final GatewayFaults faults;
    private final Images images;
    private final Broadcast broadcast;
    private final AtomicLong bars = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();

    ControlRoutes(
            PaperVenue venue,
            Optional<PaperFeeder> feeder,
            GatewayFaults faults,
            Symbols symbols,
            Broadcast broadcast) {
        this.venue = venue;
        this.feeder = feeder;
        this.faults = faults;
        this.images = new Images(venue, symbols);
        this.broadcast = broadcast;
        venue.addListener(this, Set.of(VenueTopic.BAR));
    }

    void addTo(RoutesConfig routes) {
        routes.post("/control/ack", answering(this::acknowledge));
        routes.post("/control/step", answering(this::step));
        routes.get("/control/status", answering(any -> status()));
        routes.post("/control/fault", answering(this::arm));
        routes.get("/control/fault", answering(any -> armed()));
        routes.delete("/control/fault", answering(any -> {
            faults.clear();
            return armed();
        }));
    }

    void stop() {
        venue.removeListener(this);
    }

    @Override
    public void onBar(BinSize size, Bar bar) {
        if (size == BinSize.MINUTE) {
            bars.incrementAndGet();
        }
    }

    /** One call's answer to its body. */
    private interface Call {
        Row answer(JsonNode body);
    }

    private static Handler answering(Call call) {
        return (Context ctx) -> {
            ctx.contentType("application/json; charset=utf-8");
            try {
                String text = ctx.body();
                JsonNode body = Json.read(text.isBlank() ? "{}" : text)
                        .filter(JsonNode::isObject)
                        .orElseThrow(() -> new IllegalArgumentException("the body is no JSON object"));
                ctx.result(Json.write(call.answer(body)));
            } catch (IllegalArgumentException | IllegalStateException e) {
                ctx.status(400)
                        .result(Json.write(ApiError.invalid(e.getMessage()).body()));
            }
        };
    }

    private Row acknowledge(JsonNode body) {
        String text = body.path("bar").asText("");
        OptionalLong bar = text.isEmpty() ? OptionalLong.of(0) : WireTime.parse(text);
        long millis = bar.orElseThrow(() -> new IllegalArgumentException("bar is no ISO 8601 time: " + text));
        acknowledged.accumulateAndGet(millis, Math::max);
        feeder.ifPresent(one -> one.acknowledge(millis));
        return new Row().time("acknowledged", acknowledged.get()).time("lastBar", venue.lastBarMillis());
    }

    private Row step(JsonNode body) {
        int steps = body.path("bars").asInt(1);
        if (steps < 1 || steps > MAX_STEPS) {
            throw new IllegalArgumentException("bars is 1 to " + MAX_STEPS);
        }
        int done = 0;
        while (done < steps && venue.advanceBar()) {
            done++;
        }
        return new Row()
                .whole("bars", done)
                .time("lastBar", venue.lastBarMillis())
                .time("venueTime", venue.nowMillis());
    }

    private Row status() {
        Supplier<Row> read = () -> {
            Row row = new Row()
                    .time("venueTime", venue.nowMillis())
                    .whole("barsPublished", bars.get())
                    .time("lastBar", venue.lastBarMillis())
                    .time("lastAcknowledged", acknowledged.get())
                    .flag("lockStep", feeder.map(PaperFeeder::isLockStep).orElse(false))
                    .flag("atEnd", feeder.map(PaperFeeder::isAtEnd).orElse(false))
                    .whole("sockets", broadcast.sockets().size())
                    .whole("faultsStruck", faults.struck());
            List<Map<String, Object>> accounts = new ArrayList<>();
            venue.accounts().forEach(account -> accounts.add(account(account).fields()));
            return row.put("accounts", accounts);
        };
        return venue.withLock(read);
    }

    private Row account(long account) {
        return new Row()
                .whole("account", account)
                .put("openOrders", images.rows(new Topic(Table.ORDER, ""), account))
                .put("positions", images.rows(new Topic(Table.POSITION, ""), account))
                .put("margins", images.rows(new Topic(Table.MARGIN, ""), account))
                .whole("orders", venue.orders(account).size());
    }

    private Row arm(JsonNode body) {
        FaultKind kind = FaultKind.of(body.path("fault").asText(""));
        Map<String, String> where = new HashMap<>();
        body.path("where")
                .properties()
                .forEach(field -> where.put(field.getKey(), field.getValue().asText()));
        for (String name : SHORT_MATCHES) {
            if (body.hasNonNull(name)) {
                where.put(name, body.get(name).asText());
            }
        }
        Fault plain = Fault.once(kind);
        faults.arm(new Fault(
                kind,
                body.path("count").asInt(plain.count()),
                body.path("skip").asInt(plain.skip()),
                where,
                body.path("millis").asLong(plain.millis()),
                body.path("status").asInt(plain.status()),
                body.path("contracts").asLong(plain.contracts())));
        return armed();
    }

    private Row armed() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Fault fault : faults.armed()) {
            rows.add(new Row()
                    .text("fault", fault.kind().text())
                    .whole("count", fault.count())
                    .put("where", fault.where())
                    .whole("millis", fault.millis())
                    .fields());
        }
        return new Row().put("armed", rows).whole("struck", faults.struck());
    }
}
