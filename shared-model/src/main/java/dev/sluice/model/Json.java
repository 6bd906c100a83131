package dev.sluice.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The one JSON dialect of Sluice: `snake_case`, lower-case enum words, exact decimals, and times as
/// RFC 3339 in UTC with milliseconds.
public final class Json {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /// Limits of what a client may send: parsed, JSON takes many times the memory of its text.
    public static final int DEEPEST_INPUT = 100;

    public static final int MOST_INPUT_TOKENS = 50_000;
    public static final int LONGEST_INPUT_NAME = 1_000;

    private static final JsonMapper LENIENT = base(new JsonFactory()).build();

    private static final JsonMapper STRICT =
            base(bounded())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .build();

    private Json() {}

    /// For what we wrote ourselves: unknown fields are skipped, so that a newer process may add some.
    public static JsonMapper mapper() {
        return LENIENT;
    }

    /// For what a client wrote: unknown or doubled fields and coerced scalars are errors, and so is more
    /// than the limits above.
    public static JsonMapper strictMapper() {
        return STRICT;
    }

    public static String write(Object value) {
        return LENIENT.writeValueAsString(value);
    }

    public static <T> T read(String json, Class<T> type) {
        return LENIENT.readValue(json, type);
    }

    /// RFC 3339 in UTC with exactly three digits of a second, the contract's form of a time.
    public static String time(Instant at) {
        return MILLIS.format(at);
    }

    private static JsonFactory bounded() {
        return JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(DEEPEST_INPUT)
                                .maxTokenCount(MOST_INPUT_TOKENS)
                                .maxNameLength(LONGEST_INPUT_NAME)
                                .maxNumberLength(LONGEST_INPUT_NAME)
                                .build())
                .build();
    }

    private static JsonMapper.Builder base(JsonFactory factory) {
        var times = new SimpleModule("sluice-times");
        times.addSerializer(Instant.class, new InstantSerializer());
        return JsonMapper.builder(factory)
                .addModule(times)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY);
    }

    private static final class InstantSerializer extends StdSerializer<Instant> {
        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant at, JsonGenerator json, SerializationContext context) {
            json.writeString(time(at));
        }
    }
}
