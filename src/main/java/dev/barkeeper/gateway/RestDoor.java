package dev.barkeeper.gateway;

import dev.barkeeper.gateway.Routes.Access;
import dev.barkeeper.gateway.Routes.Route;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Leg;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every REST request's way in and out: signature, limits, faults, rights, the call, the answer. Thread-safe. */
final class RestDoor {
    static final String ROOT = "/api/v1";
    private static final String JSON = "application/json; charset=utf-8";
    private static final Logger LOG = LoggerFactory.getLogger(RestDoor.class);
    private static final long ATTEMPTS_AND_LEGS = 10_000;
    private static final long ATTEMPTS = 1_000;
    private static final long MILLIS = 1_000;

    private final Routes routes;
    private final Authenticator authenticator;
    private final RateLimiter limiter;
    private final GatewayFaults faults;
    private final FaultActs acts;
    private final Clock wall;

    RestDoor(
            Routes routes,
            Authenticator authenticator,
            RateLimiter limiter,
            GatewayFaults faults,
            FaultActs acts,
            Clock wall) {
        this.routes = routes;
        this.authenticator = authenticator;
        this.limiter = limiter;
        this.faults = faults;
        this.acts = acts;
        this.wall = wall;
    }

    void handle(Context ctx) {
        ctx.contentType(JSON);
        ctx.header(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(wall.instant().atOffset(ZoneOffset.UTC)));
        try {
            write(ctx, 200, answer(ctx));
        } catch (ApiError e) {
            refuse(ctx, e);
        } catch (HttpResponseException tooLarge) {
            refuse(ctx, ApiError.http(tooLarge.getStatus(), tooLarge.getMessage()));
        } catch (FaultActs.Strike strike) {
            acts.perform(strike, ctx);
        } catch (RuntimeException e) {
            LOG.error("event=request_failed route=\"{} {}\"", ctx.method(), ctx.path(), e);
            write(
                    ctx,
                    500,
                    ApiError.http(500, "Internal error: see the exchange's log").body());
        }
    }

    /** Answers with a refusal, also where no call is: newer paths of the venue, other verbs. */
    static void refuse(Context ctx, ApiError error) {
        send(ctx, error.status(), error.body());
    }

    /** Answers a request that came another way. */
    static void send(Context ctx, int status, Object body) {
        ctx.contentType(JSON);
        write(ctx, status, body);
    }

    private static void write(Context ctx, int status, Object body) {
        ctx.status(status).result(Json.write(body));
    }

    private Object answer(Context ctx) {
        byte[] body = ctx.bodyAsBytes();
        String path = ctx.req().getRequestURI();
        String query = ctx.req().getQueryString();
        String name = ctx.method() + " " + path.substring(ROOT.length()).replaceFirst("(?<=.)/$", "");
        Optional<Route> route = routes.find(name);
        boolean perSecond = route.map(Route::limitedPerSecond).orElse(false);
        Optional<ApiKey> key;
        try {
            String signed = query == null ? path : path + "?" + query;
            key = authenticator.verify(credentials(ctx), ctx.method().toString(), signed, body);
        } catch (ApiError e) {
            limit(ctx, Optional.empty(), perSecond);
            throw e;
        }
        limit(ctx, key, perSecond);
        String contentType = Optional.ofNullable(ctx.req().getContentType()).orElse("");
        Params params = Params.of(query == null ? "" : query, contentType, body);
        return call(new ApiRequest(name, params, key), route.orElseThrow(ApiError::notFound));
    }

    private Object call(ApiRequest request, Route route) {
        Function<String, Optional<String>> occasion = occasion(request);
        strikeBefore(request, occasion);
        checkRights(request, route.access());
        Object answer;
        try {
            answer = route.handler().answer(request);
        } catch (ApiError e) {
            faults.take(FaultKind.Site.AFTER, occasion).ifPresent(fault -> {
                throw new FaultActs.Strike(fault, e.status(), Json.write(e.body()));
            });
            throw e;
        }
        faults.take(FaultKind.Site.AFTER, occasion).ifPresent(fault -> {
            throw new FaultActs.Strike(fault, 200, Json.write(answer));
        });
        return answer;
    }

    private void strikeBefore(ApiRequest request, Function<String, Optional<String>> occasion) {
        if (isShed(request)) {
            faults.take(FaultKind.OVERLOADED, occasion).ifPresent(fault -> {
                throw new FaultActs.Strike(fault, 0, "");
            });
        }
        faults.take(FaultKind.Site.BEFORE, occasion).ifPresent(fault -> {
            throw new FaultActs.Strike(fault, 0, "");
        });
    }

    /** Load shedding spares cancels, and a Close without quantity. */
    private static boolean isShed(ApiRequest request) {
        boolean order = request.route().equals("POST /order") || request.route().equals("PUT /order");
        boolean close = request.params().list("execInst").contains("Close")
                && !request.params().has("orderQty");
        return order && !close;
    }

    private static void checkRights(ApiRequest request, Access access) {
        if (access == Access.PUBLIC) {
            return;
        }
        request.account();
        ApiKey key = request.key().orElseThrow();
        boolean allowed = access == Access.READ
                || access == Access.ORDER && key.may(ApiKey.ORDER)
                || access == Access.CANCEL && key.may(ApiKey.ORDER_CANCEL);
        if (!allowed) {
            throw ApiError.http(403, "Access Denied");
        }
    }

    /** What a fault can be matched with: route, leg, and every parameter. */
    private static Function<String, Optional<String>> occasion(ApiRequest request) {
        return name -> switch (name) {
            case "route" -> Optional.of(request.route());
            case "leg" -> leg(request.params());
            default -> request.params().text(name);
        };
    }

    private static Optional<String> leg(Params params) {
        Optional<String> id = params.text("clOrdID").or(() -> params.text("origClOrdID"));
        return id.flatMap(ClientOrderId::parse).flatMap(one -> {
            long code = one.number() % ATTEMPTS_AND_LEGS / ATTEMPTS;
            return Arrays.stream(Leg.values())
                    .filter(leg -> leg.code() == code)
                    .map(Leg::name)
                    .findFirst();
        });
    }

    private void limit(Context ctx, Optional<ApiKey> key, boolean perSecond) {
        OptionalLong account = key.isPresent() ? OptionalLong.of(key.get().account()) : OptionalLong.empty();
        RateLimiter.Verdict verdict = limiter.take(account, ctx.ip(), perSecond);
        long reset = wall.millis() / MILLIS + verdict.waitSeconds();
        ctx.header("x-ratelimit-limit", String.valueOf(verdict.limit()))
                .header("x-ratelimit-remaining", String.valueOf(verdict.remaining()))
                .header("x-ratelimit-reset", String.valueOf(reset));
        verdict.perSecond()
                .ifPresent(left -> ctx.header("x-ratelimit-limit-1s", String.valueOf(RateLimiter.ORDERS_PER_SECOND))
                        .header("x-ratelimit-remaining-1s", String.valueOf(left)));
        if (verdict.retryAfterSeconds().isPresent()) {
            long seconds = verdict.retryAfterSeconds().getAsLong();
            ctx.header("retry-after", String.valueOf(seconds));
            throw ApiError.rateLimit(seconds);
        }
    }

    private static Authenticator.Credentials credentials(Context ctx) {
        return new Authenticator.Credentials(
                header(ctx, "api-key"), header(ctx, "api-expires"), header(ctx, "api-signature"));
    }

    private static String header(Context ctx, String name) {
        return Optional.ofNullable(ctx.header(name)).orElse("");
    }
}
