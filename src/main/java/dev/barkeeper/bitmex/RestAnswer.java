package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.exchange.RejectReason;

/** How one request ended, told apart by what is known of its execution. */
sealed interface RestAnswer {

    /** Done. */
    record Done(JsonNode body, long serverMillis) implements RestAnswer {}

    /** The venue refused it: surely not executed. */
    record Refused(RejectReason reason, String message) implements RestAnswer {}

    /** No byte of it left: surely not executed. */
    record NotSent(String cause) implements RestAnswer {}

    /** It may have arrived: time-out, reset, a gateway's 502 or 504, an answer that cannot be read. */
    record Unknown(String cause) implements RestAnswer {}

    /** One line for people. */
    default String describe() {
        if (this instanceof Refused refused) {
            return refused.reason() + ": " + refused.message();
        }
        if (this instanceof NotSent notSent) {
            return "not sent: " + notSent.cause();
        }
        return this instanceof Unknown unknown ? unknown.cause() : "done";
    }
}
