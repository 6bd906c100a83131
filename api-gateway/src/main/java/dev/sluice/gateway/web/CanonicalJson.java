package dev.sluice.gateway.web;

import dev.sluice.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One spelling for equal JSON values: sorted fields, no white space, numbers without trailing zeros.
final class CanonicalJson {
    private CanonicalJson() {}

    /// @param value null for no body at all, which differs from the JSON `null`
    static byte[] bytes(@Nullable JsonNode value) {
        var text = new StringBuilder();
        if (value != null) {
            write(value, text);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            writeObject(value, text);
        } else if (value.isArray()) {
            text.append('[');
            for (int i = 0; i < value.size(); i++) {
                if (i > 0) {
                    text.append(',');
                }
                write(value.get(i), text);
            }
            text.append(']');
        } else if (value.isNumber()) {
            // not toPlainString: 1e999999999 must stay short
            text.append(value.decimalValue().stripTrailingZeros());
        } else {
            text.append(Json.write(value));
        }
    }

    private static void writeObject(JsonNode value, StringBuilder text) {
        text.append('{');
        var first = true;
        for (var name : new TreeSet<>(value.propertyNames())) {
            if (!first) {
                text.append(',');
            }
            first = false;
            text.append(Json.write(name)).append(':');
            write(value.path(name), text);
        }
        text.append('}');
    }
}
