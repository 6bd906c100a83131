package dev.sluice.gateway.web;

import dev.sluice.model.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the fields of one JSON object. A field that is null counts as absent; one that nobody asked
/// for is complained about by [#end].
public final class Fields {
    private static final TypeReference<Map<String, Object>> FREE_OBJECT = new TypeReference<>() {};

    private final ObjectNode object;
    private final String pointer;
    private final Complaints complaints;
    private final Set<String> known = new HashSet<>();

    Fields(ObjectNode object, String pointer, Complaints complaints) {
        this.object = object;
        this.pointer = pointer;
        this.complaints = complaints;
    }

    public Complaints complaints() {
        return complaints;
    }

    public boolean has(String name) {
        return find(name) != null;
    }

    /// Whether the field is there, be it as null: for changes, in which null means the default and an
    /// absent field what it was.
    public boolean given(String name) {
        known.add(name);
        return object.has(name);
    }

    public void wrong(String name, String detail) {
        complaints.wrong(pointerTo(name), detail);
    }

    /// Complains if the field is there at all.
    public void unsupported(String name) {
        if (find(name) != null) {
            complaints.unsupported(pointerTo(name), "is not supported in this version");
        }
    }

    public void unsupportedValue(String name, String value) {
        complaints.unsupported(
                pointerTo(name), "\"" + value + "\" is not supported in this version");
    }

    /// @param longest in UTF-16 units
    public @Nullable String text(String name, int longest) {
        var node = find(name);
        if (node == null) {
            return null;
        }
        if (!node.isString()) {
            wrong(name, "must be a string");
            return null;
        }
        var text = node.stringValue();
        if (text.isBlank()) {
            wrong(name, "must not be empty");
            return null;
        }
        if (text.length() > longest) {
            wrong(name, "must have at most " + longest + " characters");
            return null;
        }
        if (text.indexOf('\0') >= 0) {
            wrong(name, "must not contain the character NUL");
            return null;
        }
        if (!StorableJson.isUnicode(text)) {
            wrong(name, "must not contain half a surrogate pair, which is no character");
            return null;
        }
        return text;
    }

    /// Like [#text], but may be empty or only white space.
    public @Nullable String exactText(String name, int longest) {
        var node = find(name);
        return node != null && node.isString() && isShortBlank(node.stringValue(), longest)
                ? node.stringValue()
                : text(name, longest);
    }

    private static boolean isShortBlank(String text, int longest) {
        return text.isBlank() && text.length() <= longest;
    }

    public @Nullable String requiredText(String name, int longest) {
        if (find(name) == null) {
            wrong(name, "is required");
            return null;
        }
        return text(name, longest);
    }

    public @Nullable Long whole(String name, long least, long most) {
        var node = find(name);
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber()) {
            wrong(name, "must be a whole number");
            return null;
        }
        if (!node.canConvertToLong() || node.longValue() < least || node.longValue() > most) {
            wrong(name, "must be from " + least + " to " + most);
            return null;
        }
        return node.longValue();
    }

    public @Nullable Boolean flag(String name) {
        var node = find(name);
        if (node == null) {
            return null;
        }
        if (!node.isBoolean()) {
            wrong(name, "must be true or false");
            return null;
        }
        return node.booleanValue();
    }

    /// A word out of a closed set, exactly as written.
    public @Nullable String word(String name, List<String> words) {
        var node = find(name);
        if (node == null) {
            return null;
        }
        if (!node.isString() || !words.contains(node.stringValue())) {
            wrong(
                    name,
                    words.stream()
                            .map(w -> '"' + w + '"')
                            .collect(Collectors.joining(", ", "must be one of ", "")));
            return null;
        }
        return node.stringValue();
    }

    /// A list of non-empty strings; empty when absent.
    public List<String> texts(String name, int mostItems, int longest) {
        var node = find(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            wrong(name, "must be an array of strings");
            return List.of();
        }
        if (node.size() > mostItems) {
            wrong(name, "must have at most " + mostItems + " items");
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < node.size(); i++) {
            var item = node.get(i);
            if (!item.isString()
                    || item.stringValue().isBlank()
                    || item.stringValue().length() > longest
                    || item.stringValue().indexOf('\0') >= 0
                    || !StorableJson.isUnicode(item.stringValue())) {
                complaints.wrong(
                        pointerTo(name) + "/" + i,
                        "must be a string of 1 to " + longest + " characters");
            } else {
                texts.add(item.stringValue());
            }
        }
        return texts;
    }

    /// A list of different strings, or a single string that stands for a list of it.
    public List<String> distinctTexts(String name, int mostItems, int longest) {
        var node = find(name);
        if (node != null && node.isString()) {
            var only = text(name, longest);
            return only == null ? List.of() : List.of(only);
        }
        var texts = texts(name, mostItems, longest);
        var seen = new HashSet<String>();
        for (int i = 0; i < texts.size(); i++) {
            if (!seen.add(texts.get(i))) {
                complaints.wrong(
                        pointerTo(name) + "/" + i, "must not name " + texts.get(i) + " again");
            }
        }
        return texts;
    }

    /// An object whose fields are read in turn; the caller ends it too.
    public @Nullable Fields object(String name) {
        var node = find(name);
        if (node instanceof ObjectNode inner) {
            return new Fields(inner, pointerTo(name), complaints);
        }
        if (node != null) {
            wrong(name, "must be an object");
        }
        return null;
    }

    /// An object that has, as its fields, parameters of a query: each a string, or an array of strings where
    /// a parameter may be repeated. At least one is required; the caller refuses the unknown ones.
    public @Nullable Query query(String name) {
        var inner = object(name);
        var values = new TreeMap<String, List<String>>();
        if (inner != null) {
            for (var field : inner.object.properties()) {
                inner.texts(field.getValue(), field.getKey())
                        .ifPresent(texts -> values.put(field.getKey(), texts));
            }
        }
        if (values.isEmpty()) {
            wrong(name, "must be an object with at least one field");
            return null;
        }
        return new Query(values, pointerTo(name) + "/", complaints);
    }

    private Optional<List<String>> texts(JsonNode value, String name) {
        if (value.isNull()) {
            return Optional.empty();
        }
        var items = value.isArray() ? value.valueStream().toList() : List.of(value);
        if (items.isEmpty() || !items.stream().allMatch(Fields::isFilled)) {
            wrong(name, "must be a string that is not empty, or an array of such strings");
        }
        return Optional.of(
                items.stream().filter(Fields::isFilled).map(JsonNode::stringValue).toList());
    }

    private static boolean isFilled(JsonNode value) {
        return value.isString() && !value.stringValue().isBlank() && StorableJson.is(value);
    }

    /// The entries of an array, each to be read as a body of its own: what is wrong with one is said of it
    /// alone, with pointers into it.
    ///
    /// @param most how many there may be; at least one must be
    public List<JsonBody> bodies(String name, int most) {
        var node = find(name);
        if (node == null || !node.isArray() || node.isEmpty() || node.size() > most) {
            wrong(name, "must be an array of 1 to " + most + " objects");
            return List.of();
        }
        return node.valueStream().map(JsonBody::new).toList();
    }

    /// An object with any fields, whose texts and numbers can be kept as they are.
    public @Nullable Map<String, Object> freeObject(String name) {
        var node = find(name);
        if (node instanceof ObjectNode inner) {
            if (!StorableJson.is(inner)) {
                wrong(
                        name,
                        "must hold no NUL, no half of a surrogate pair, and no number with an exponent beyond 1000");
                return null;
            }
            return Json.mapper().convertValue(inner, FREE_OBJECT);
        }
        if (node != null) {
            wrong(name, "must be an object");
        }
        return null;
    }

    /// Complains about every field that was not asked for.
    public void end() {
        object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> wrong(name, "is not a field of this request"));
    }

    private @Nullable JsonNode find(String name) {
        known.add(name);
        var node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private String pointerTo(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
