package dev.barkeeper.gateway;

/** A refusal in the dialect's words, with its HTTP status. */
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String name;
    private final String details;

    private ApiError(int status, String name, String message, String details) {
        super(message, null, false, false);
        this.status = status;
        this.name = name;
        this.details = details;
    }

    static ApiError http(int status, String message) {
        return new ApiError(status, "HTTPError", message, "");
    }

    static ApiError badRequest(String message) {
        return http(400, message);
    }

    static ApiError invalid(String message) {
        return new ApiError(400, "ValidationError", message, "");
    }

    /** An error of the newer engine, with a code in {@code details}. */
    static ApiError coded(int status, String message, String details) {
        return new ApiError(status, details.isEmpty() ? "HTTPError" : "CodedHTTPError", message, details);
    }

    static ApiError rateLimit(long retryAfterSeconds) {
        String message = "Rate limit exceeded, retry in " + retryAfterSeconds + " seconds.";
        return new ApiError(429, "RateLimitError", message, "");
    }

    /** The request's {@code expires} has passed at {@code nowSeconds}, the venue's clock. */
    static ApiError expired(long nowSeconds) {
        return badRequest("This request has expired - `expires` is in the past. Current time: " + nowSeconds);
    }

    static ApiError notFound() {
        return http(404, "Not Found");
    }

    int status() {
        return status;
    }

    /** {@code {"error":{"message":…,"name":…}}}. */
    Row body() {
        Row error = new Row().text("message", getMessage()).text("name", name).text("details", details);
        return new Row().put("error", error.fields());
    }
}
