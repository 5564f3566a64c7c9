package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Goes by the document alone, as a client does that is made from it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwaggerTest {
    private static final Map<String, String> VALUES = Map.of(
            "symbol", "XBTUSD",
            "timestamp", "2022-01-03T00:00:00Z",
            "timeout", "0",
            "leverage", "0",
            "riskLimit", "100",
            "amount", "1",
            "orders", "[]");

    private TestExchange exchange;
    private JsonNode document;

    @BeforeAll
    void start() throws IOException {
        exchange = TestExchange.start();
        exchange.venue.advanceBar();
        exchange.post("/order", "{\"symbol\":\"XBTUSD\",\"orderQty\":100,\"ordType\":\"Market\"}");
        exchange.post("/order", "{\"symbol\":\"XBTUSD\",\"orderQty\":100,\"price\":9000}");
        document = exchange.control("GET", Swagger.PATH, "");
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    private record Call(String verb, String path, JsonNode description) {
        String given() {
            List<String> given = new ArrayList<>();
            for (JsonNode param : description.path("parameters")) {
                String name = param.path("name").asText();
                if (param.path("required").asBoolean()) {
                    given.add(name + "=" + VALUES.get(name));
                }
            }
            return String.join("&", given);
        }
    }

    private List<Call> calls(String... verbs) {
        List<Call> calls = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(verb -> List.of(verbs).contains(verb.getKey()))
                        .map(verb -> new Call(verb.getKey().toUpperCase(Locale.ROOT), path.getKey(), verb.getValue()))
                        .forEach(calls::add));
        return calls;
    }

    @Test
    void namesTheServerThatSentIt() {
        URI rest = URI.create(exchange.server.restUrl());
        assertThat(document.path("host").asText()).isEqualTo(rest.getAuthority());
        assertThat(document.path("basePath").asText()).isEqualTo(rest.getPath());
    }

    @Test
    void everyReadingItNamesAnswersInTheColumnsItNames() throws IOException {
        assertThat(calls("get")).hasSizeGreaterThan(30);
        for (Call call : calls("get")) {
            String query = call.given().isEmpty() ? "" : "?" + call.given();
            JsonNode answer = exchange.get(call.path() + query);
            JsonNode schema = call.description().at("/responses/200/schema");
            boolean many = schema.path("type").asText().equals("array");
            JsonNode model = many ? schema.path("items") : schema;
            if (model.has("$ref")) {
                assertThat(answer.isArray()).as(call.path()).isEqualTo(many);
                JsonNode columns =
                        document.at(model.path("$ref").asText().substring(1)).path("properties");
                for (JsonNode row : many ? answer : List.of(answer)) {
                    row.fieldNames()
                            .forEachRemaining(name -> assertThat(columns.has(name))
                                    .as(call.path() + " answers with " + name)
                                    .isTrue());
                }
            }
        }
    }

    @Test
    void everyCallItNamesTakesAFormAndIsThere() throws IOException {
        for (Call call : calls("post", "put", "delete")) {
            TestExchange.Reply reply = exchange.call(call.verb(), call.path(), call.given());
            assertThat(reply.status()).as(call + " " + reply.body()).isIn(200, 400);
        }
        JsonNode order = exchange.post("/order", "symbol=XBTUSD&side=Sell&orderQty=100&ordType=Market");
        assertThat(order.path("ordStatus").asText()).isEqualTo("Filled");
    }

    @Test
    void saysWhichCallsAreSigned() {
        for (Call call : calls("get", "post", "put", "delete")) {
            boolean signed = call.description().has("security");
            boolean isPublic = List.of("Funding", "Instrument", "Insurance", "Liquidation", "OrderBook", "Quote")
                    .contains(call.description().at("/tags/0").asText());
            assertThat(signed && isPublic).as(call.path()).isFalse();
            assertThat(signed || call.verb().equals("GET")).as(call.path()).isTrue();
        }
    }
}
