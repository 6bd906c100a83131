package dev.sluice.gateway.web;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/// JSON can spell what no database text can hold, and numbers that fill the memory when written out.
final class StorableJson {
    private static final int LARGEST_EXPONENT = 1000;

    private StorableJson() {}

    /// Whether a value comes back from the store as it was sent.
    static boolean is(JsonNode value) {
        if (value.isString()) {
            return isText(value.stringValue());
        }
        if (value.isNumber() && !value.isIntegralNumber()) {
            return Math.abs((long) value.decimalValue().scale()) <= LARGEST_EXPONENT;
        }
        return value.propertyNames().stream().allMatch(StorableJson::isText)
                && value.values().stream().allMatch(StorableJson::is);
    }

    private static boolean isText(String text) {
        return text.indexOf('\0') < 0 && isUnicode(text);
    }

    /// Half a surrogate pair is no character; stored, it would come back as a question mark.
    static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
