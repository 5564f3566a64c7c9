package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.exchange.RejectReason;
import java.util.List;
import java.util.Locale;

/** What the venue's status codes and error texts mean. Stateless. */
final class Refusals {
    /** Load was shed before the engine: the request was not executed. */
    private static final String OVERLOADED = "The system is currently overloaded";

    private static final List<String> PARAMETER = List.of(
            "Invalid ",
            "Unsupported ",
            "Order quantity must be",
            "orderQty is invalid",
            "Price greater than",
            "Price less than",
            "Order price is",
            "filter ",
            "startTime ",
            "endTime ",
            "count ",
            "start ",
            "columns ");

    private Refusals() {}

    /** What an answer with that status (not 2xx) says about the request's execution. */
    static RestAnswer of(int status, JsonNode body) {
        JsonNode error = body.path("error");
        String message = error.path("message").asText("");
        String shown = WireJson.beginning("HTTP " + status + (message.isEmpty() ? "" : " " + message));
        if (status == 503 && message.startsWith(OVERLOADED)) {
            return new RestAnswer.Refused(RejectReason.OVERLOADED, shown);
        }
        if (status < 400 || status == 408 || status >= 500) {
            return new RestAnswer.Unknown(shown + ": whether it was executed is not known");
        }
        return new RestAnswer.Refused(
                reason(status, message, error.path("details").asText("")), shown);
    }

    private static RejectReason reason(int status, String message, String details) {
        return switch (status) {
            case 401, 403 -> RejectReason.UNAUTHORISED;
            case 404 -> RejectReason.NOT_FOUND;
            case 429 -> RejectReason.RATE_LIMITED;
            default -> details.equals("19000") ? RejectReason.INSUFFICIENT_FUNDS : reasonOf(message);
        };
    }

    /** The reason behind an error text, of a whole request or of one row of a cancel's answer. */
    static RejectReason reasonOf(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (message.startsWith("Duplicate clOrdID")) {
            return RejectReason.DUPLICATE_ID;
        }
        if (message.startsWith("This request has expired")) {
            return RejectReason.EXPIRED;
        }
        if (lower.contains("insufficient") || lower.contains("exceeds position risk limit")) {
            return RejectReason.INSUFFICIENT_FUNDS;
        }
        if (message.startsWith("Order had execInst of ")) {
            return RejectReason.NOTHING_TO_REDUCE;
        }
        if (lower.contains("not found")) {
            return RejectReason.NOT_FOUND;
        }
        if (message.startsWith("Invalid ordStatus") || lower.contains("due to existing state")) {
            return RejectReason.ALREADY_DONE;
        }
        return PARAMETER.stream().anyMatch(message::startsWith) ? RejectReason.INVALID : RejectReason.OTHER;
    }
}
