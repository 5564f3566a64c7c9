package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.exchange.RejectReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    503|The system is currently overloaded. Please try again later.|OVERLOADED
                    400|Duplicate clOrdID|DUPLICATE_ID
                    400|Account has insufficient Available Balance, 889 XBt required|INSUFFICIENT_FUNDS
                    400|Value of position and orders exceeds position Risk Limit|INSUFFICIENT_FUNDS
                    400|Order had execInst of ReduceOnly and side of Sell but current position is 0|NOTHING_TO_REDUCE
                    400|This request has expired - `expires` is in the past. Current time: 1561918674|EXPIRED
                    400|Invalid price tickSize|INVALID
                    400|Unsupported ordType|INVALID
                    400|Order quantity must be a multiple of lot size: 100|INVALID
                    400|Invalid ordStatus|ALREADY_DONE
                    400|Market is not open|OTHER
                    401|Signature not valid.|UNAUTHORISED
                    403|This key is disabled.|UNAUTHORISED
                    404|Not Found|NOT_FOUND
                    429|Rate limit exceeded, retry in 1 seconds.|RATE_LIMITED
                    """)
    void namesWhyAnOrderWasSurelyNotExecuted(int status, String message, RejectReason reason) {
        RestAnswer answer = Refusals.of(status, Frames.of("{\"error\":{\"message\":\"" + message + "\"}}"));

        assertThat(answer).isEqualTo(new RestAnswer.Refused(reason, "HTTP " + status + " " + message));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500})
    void showsOnlyTheBeginningOfALongMessage(int status) {
        RestAnswer answer =
                Refusals.of(status, Frames.of("{\"error\":{\"message\":\"" + "x".repeat(3_000_000) + "\"}}"));

        assertThat(answer.describe()).contains("HTTP " + status + " xxx").hasSizeLessThan(1_000);
    }

    @ParameterizedTest
    @CsvSource({"503,Service unavailable", "502,''", "504,''", "500,boom", "408,''", "302,''"})
    void anythingElseMayHaveBeenExecuted(int status, String message) {
        RestAnswer answer = Refusals.of(status, Frames.of("{\"error\":{\"message\":\"" + message + "\"}}"));

        assertThat(answer).isInstanceOf(RestAnswer.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Unable to cancel order due to existing state: Filled,ALREADY_DONE",
        "Unable to cancel order: Not found or not owned by user,NOT_FOUND"
    })
    void readsTheErrorOfACancelledRow(String message, RejectReason reason) {
        assertThat(Refusals.reasonOf(message)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource("19000,INSUFFICIENT_FUNDS")
    void readsTheCodeOfTheNewerEngine(String details, RejectReason reason) {
        RestAnswer answer =
                Refusals.of(400, Frames.of("{\"error\":{\"message\":\"no\",\"details\":\"" + details + "\"}}"));

        assertThat(answer).isEqualTo(new RestAnswer.Refused(reason, "HTTP 400 no"));
    }
}
