package dev.barkeeper.gateway;

import java.util.Optional;

/**
 * One REST request, authenticated and within its limits.
 *
 * @param route verb and path below the API's root, e.g. {@code POST /order}
 * @param key empty for a request without one
 */
record ApiRequest(String route, Params params, Optional<ApiKey> key) {

    /** @throws ApiError 401 without a key */
    long account() {
        return key.orElseThrow(() -> ApiError.http(401, "Authorization Required"))
                .account();
    }

    /** @throws ApiError 400 when it is missing */
    String required(String name) {
        return params.text(name).orElseThrow(() -> ApiError.badRequest("'" + name + "' is a required arg."));
    }
}
