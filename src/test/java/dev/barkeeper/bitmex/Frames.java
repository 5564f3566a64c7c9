package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The small frames under {@code src/test/resources/bitmex}. */
final class Frames {
    private Frames() {}

    static JsonNode json(String name) {
        try (InputStream in = Frames.class.getResourceAsStream("/bitmex/" + name)) {
            return WireJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("frame " + name, e);
        }
    }

    static TableFrame table(String name) {
        return TableFrame.of(json(name));
    }

    static JsonNode of(String json) {
        try {
            return WireJson.read(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
