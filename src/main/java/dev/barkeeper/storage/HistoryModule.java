package dev.barkeeper.storage;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.barkeeper.journal.HistoryRead;
import java.io.IOException;

/** {@link HistoryRead} in JSON: its bars packed. */
final class HistoryModule extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final String PACKED = "packed";

    HistoryModule() {
        super("history");
        addSerializer(new Writer());
        addDeserializer(HistoryRead.class, new Reader());
    }

    private static final class Writer extends StdSerializer<HistoryRead> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(HistoryRead.class);
        }

        @Override
        public void serialize(HistoryRead value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeStringField(PACKED, PackedBars.pack(value.bars()));
            json.writeEndObject();
        }

        @Override
        public void serializeWithType(
                HistoryRead value,
                JsonGenerator json,
                SerializerProvider provider,
                com.fasterxml.jackson.databind.jsontype.TypeSerializer type)
                throws IOException {
            json.writeStartObject();
            json.writeStringField("@class", HistoryRead.class.getName());
            json.writeStringField(PACKED, PackedBars.pack(value.bars()));
            json.writeEndObject();
        }
    }

    private static final class Reader extends StdDeserializer<HistoryRead> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(HistoryRead.class);
        }

        @Override
        public HistoryRead deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return new HistoryRead(
                    PackedBars.unpack(context.readTree(json).path(PACKED).asText()));
        }
    }
}
