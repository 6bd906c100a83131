package dev.sluice.gateway.openapi;

import dev.sluice.model.Json;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The part of JSON Schema that the document uses. Stricter than the standard in one thing: an object with
/// properties has no others, so that nothing is answered undocumented.
final class SchemaCheck {
    private final JsonNode document;

    SchemaCheck(JsonNode document) {
        this.document = document;
    }

    List<String> complaints(JsonNode schema, JsonNode value) {
        var complaints = new ArrayList<String>();
        check(schema, value, "", complaints);
        return complaints;
    }

    private void check(JsonNode given, JsonNode value, String at, List<String> complaints) {
        var schema = given;
        while (schema.has("$ref")) {
            schema = document.at(schema.path("$ref").asString().substring(1));
        }
        if (schema.has("oneOf")) {
            checkOneOf(schema.path("oneOf"), value, at, complaints);
            return;
        }
        if (schema.has("type") && !isOfType(schema.path("type"), value)) {
            complaints.add(at + " is not of type " + schema.path("type") + ": " + value);
            return;
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            complaints.add(at + " is none of " + schema.path("enum") + ": " + value);
        }
        if (schema.path("format").asString("").equals("date-time") && value.isString()) {
            checkTime(value.stringValue(), at, complaints);
        }
        if (value.isObject()) {
            checkObject(schema, value, at, complaints);
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.path("items"), value.get(i), at + "/" + i, complaints);
            }
        }
    }

    private void checkOneOf(JsonNode choices, JsonNode value, String at, List<String> complaints) {
        var best = new ArrayList<String>();
        for (var choice : choices) {
            var its = new ArrayList<String>();
            check(choice, value, at, its);
            if (its.isEmpty()) {
                return;
            }
            best.addAll(its);
        }
        complaints.addAll(best);
    }

    private void checkObject(JsonNode schema, JsonNode value, String at, List<String> complaints) {
        for (var name : schema.path("required")) {
            if (!value.has(name.asString())) {
                complaints.add(at + " lacks " + name.asString());
            }
        }
        var properties = schema.path("properties");
        if (properties.isMissingNode()) {
            return;
        }
        for (var property : value.properties()) {
            var of = properties.path(property.getKey());
            if (of.isMissingNode()) {
                complaints.add(at + " has the undocumented " + property.getKey());
            } else {
                check(of, property.getValue(), at + "/" + property.getKey(), complaints);
            }
        }
    }

    private static void checkTime(String text, String at, List<String> complaints) {
        try {
            OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            complaints.add(at + " is no time: " + text);
        }
        if (!text.matches(".*T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z")) {
            complaints.add(at + " is not in UTC with milliseconds: " + text);
        }
    }

    private static boolean isOfType(JsonNode type, JsonNode value) {
        if (!type.isArray()) {
            return is(type.asString(), value);
        }
        for (var one : type) {
            if (is(one.asString(), value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new AssertionError("unknown type in " + Json.write(type));
        };
    }

    private static boolean contains(JsonNode words, JsonNode value) {
        for (var word : words) {
            if (word.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
