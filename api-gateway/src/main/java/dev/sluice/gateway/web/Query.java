package dev.sluice.gateway.web;

import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;

/// Reads query parameters with all complaints at once. Parameters that nobody asked for are complained
/// about too: a misspelled filter would otherwise match everything.
public final class Query {
    public static final int DEFAULT_LIMIT = 50;
    public static final int LARGEST_LIMIT = 500;

    private final Map<String, List<String>> values = new HashMap<>();
    private final String prefix;
    private final Complaints complaints;
    private final Set<String> known = new HashSet<>();

    public Query(HttpServletRequest request) {
        this.prefix = "";
        this.complaints = new Complaints();
        parameters(request).forEach((name, texts) -> values.put(name, List.of(texts)));
    }

    /// The same parameters as fields of a body.
    ///
    /// @param prefix of their pointers
    Query(Map<String, List<String>> values, String prefix, Complaints complaints) {
        this.prefix = prefix;
        this.complaints = complaints;
        this.values.putAll(values);
    }

    private static Map<String, String[]> parameters(HttpServletRequest request) {
        try {
            return request.getParameterMap();
        } catch (InvalidParameterException e) {
            throw ProblemType.VALIDATION_FAILED.because(
                    "The query string is not valid percent-encoded UTF-8.");
        }
    }

    public @Nullable String text(String name) {
        var texts = all(name);
        if (texts.size() > 1) {
            wrong(name, "must be given once");
        }
        if (texts.isEmpty() || texts.getFirst().isEmpty()) {
            return null;
        }
        if (texts.getFirst().indexOf('\0') >= 0) {
            wrong(name, "must not contain the character NUL");
            return null;
        }
        return texts.getFirst();
    }

    public long whole(String name, long least, long most, long otherwise) {
        var text = text(name);
        if (text == null) {
            return otherwise;
        }
        try {
            var value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            wrong(name, "must be a whole number from " + least + " to " + most);
            return otherwise;
        }
        wrong(name, "must be from " + least + " to " + most);
        return otherwise;
    }

    public int limit() {
        return (int) whole("limit", 1, LARGEST_LIMIT, DEFAULT_LIMIT);
    }

    /// Words of an enum, repeated or separated by commas.
    ///
    /// @param hidden words that clients must not know
    /// @param later words of the contract that this version has not
    public <E extends Enum<E>> List<E> words(
            String name, Class<E> type, Set<E> hidden, Set<String> later) {
        var words = new LinkedHashSet<E>();
        for (var text : all(name)) {
            for (var word : text.split(",", -1)) {
                find(type, hidden, word.strip())
                        .ifPresentOrElse(words::add, () -> refuse(name, word.strip(), later));
            }
        }
        return List.copyOf(words);
    }

    public @Nullable Instant time(String name) {
        var text = text(name);
        if (text == null) {
            return null;
        }
        try {
            // an unencoded + of the offset arrives as a space
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException e) {
            wrong(name, "must be a time such as 2026-01-31T12:00:00Z");
            return null;
        }
    }

    public void end() {
        refuseUnknown();
        complaints.raise();
    }

    /// Complains about every parameter that was not asked for.
    public void refuseUnknown() {
        values.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> wrong(name, "is not a parameter of this call"));
    }

    /// What was sent, several values of a parameter separated by commas.
    public Map<String, String> sent() {
        var sent = new TreeMap<String, String>();
        values.forEach((name, texts) -> sent.put(name, String.join(",", texts)));
        return sent;
    }

    private void wrong(String name, String detail) {
        complaints.wrong(prefix + name, detail);
    }

    private static <E extends Enum<E>> java.util.Optional<E> find(
            Class<E> type, Set<E> hidden, String word) {
        for (var value : type.getEnumConstants()) {
            if (!hidden.contains(value) && value.name().toLowerCase(Locale.ROOT).equals(word)) {
                return java.util.Optional.of(value);
            }
        }
        return java.util.Optional.empty();
    }

    private void refuse(String name, String word, Set<String> later) {
        if (later.contains(word)) {
            complaints.unsupported(
                    prefix + name, "\"" + word + "\" is not supported in this version");
        } else {
            wrong(name, "does not know \"" + word + "\"");
        }
    }

    private List<String> all(String name) {
        known.add(name);
        return values.getOrDefault(name, new ArrayList<>());
    }
}
