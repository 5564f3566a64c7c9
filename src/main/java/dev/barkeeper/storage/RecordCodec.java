package dev.barkeeper.storage;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records of the project as JSON and back: by their components, a sealed interface's by class name besides. Names of
 * classes outside the project are refused, unknown components ignored, missing ones empty. Thread-safe.
 */
final class RecordCodec {
    private static final String ROOT = "dev.barkeeper.";

    private final ObjectMapper mapper = mapper();
    /** One for each class of record there is; to make one takes longer than to write a line. */
    private final Map<Class<?>, ObjectWriter> writers = new ConcurrentHashMap<>();

    private static ObjectMapper mapper() {
        PolymorphicTypeValidator ours =
                BasicPolymorphicTypeValidator.builder().allowIfSubType(ROOT).build();
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new OptionalModule())
                .addModule(new HistoryModule())
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        mapper.setDefaultTyping(new ClassNames(ours)
                .init(JsonTypeInfo.Id.CLASS, null)
                .inclusion(JsonTypeInfo.As.PROPERTY)
                .typeProperty("@class"));
        return mapper;
    }

    /** Writes a class name where the declared type leaves the class open. */
    private static final class ClassNames extends StdTypeResolverBuilder {
        private static final long serialVersionUID = 1L;
        private final transient PolymorphicTypeValidator validator;

        ClassNames(PolymorphicTypeValidator validator) {
            this.validator = validator;
        }

        @Override
        public PolymorphicTypeValidator subTypeValidator(MapperConfig<?> config) {
            return validator;
        }

        @Override
        public TypeSerializer buildTypeSerializer(
                SerializationConfig config, JavaType declared, Collection<NamedType> subtypes) {
            return isOpen(declared) ? super.buildTypeSerializer(config, declared, subtypes) : null;
        }

        @Override
        public TypeDeserializer buildTypeDeserializer(
                DeserializationConfig config, JavaType declared, Collection<NamedType> subtypes) {
            return isOpen(declared) ? super.buildTypeDeserializer(config, declared, subtypes) : null;
        }

        private static boolean isOpen(JavaType declared) {
            Class<?> type = declared.getRawClass();
            return type == Record.class || (type.isInterface() && type.getName().startsWith(ROOT));
        }
    }

    /** The name under which {@link #decode(String, String)} knows the record's class, e.g. {@code model.Bar}. */
    String kindOf(Record record) {
        return kindOf(record.getClass());
    }

    String kindOf(Class<? extends Record> type) {
        String name = type.getName();
        if (!name.startsWith(ROOT)) {
            throw new IllegalArgumentException("journal: " + name + " is no record of the project");
        }
        return name.substring(ROOT.length());
    }

    /** One line of JSON. */
    String encode(Record record) {
        try {
            return writers.computeIfAbsent(record.getClass(), mapper::writerFor).writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write as JSON: " + record, e);
        }
    }

    /**
     * The record again.
     *
     * @throws IllegalArgumentException when there is no such record in the project, or the JSON is not its
     */
    Record decode(String kind, String json) {
        try {
            Class<?> type = Class.forName(ROOT + kind, false, RecordCodec.class.getClassLoader());
            if (!type.isRecord()) {
                throw new IllegalArgumentException("journal: " + ROOT + kind + " is no record");
            }
            return decode(type.asSubclass(Record.class), json);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("journal: no record " + ROOT + kind + " in this version", e);
        }
    }

    /** The record of a known class. */
    <T extends Record> T decode(Class<T> type, String json) {
        try {
            ObjectReader reader = mapper.readerFor(type);
            return reader.readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not the JSON of a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }
}
