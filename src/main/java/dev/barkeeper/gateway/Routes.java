package dev.barkeeper.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The REST calls there are, by verb and path. Filled once, then read only. */
final class Routes {

    /** Who may call. */
    enum Access {
        PUBLIC,
        /** Any key of the account. */
        READ,
        /** A key that may order. */
        ORDER,
        /** A key that may cancel. */
        CANCEL
    }

    /** Answers one request with what is written as JSON. */
    @FunctionalInterface
    interface Handler {
        Object answer(ApiRequest request);
    }

    /** @param limitedPerSecond whether the second layer of limits counts it */
    record Route(String name, Access access, boolean limitedPerSecond, Handler handler) {}

    private final Map<String, Route> byName = new HashMap<>();

    Routes open(String name, Handler handler) {
        return add(new Route(name, Access.PUBLIC, false, handler));
    }

    Routes read(String name, Handler handler) {
        return add(new Route(name, Access.READ, false, handler));
    }

    Routes order(String name, Handler handler) {
        return add(new Route(name, Access.ORDER, true, handler));
    }

    Routes cancel(String name, boolean limitedPerSecond, Handler handler) {
        return add(new Route(name, Access.CANCEL, limitedPerSecond, handler));
    }

    private Routes add(Route route) {
        if (byName.put(route.name(), route) != null) {
            throw new IllegalStateException("two routes " + route.name());
        }
        return this;
    }

    Optional<Route> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
