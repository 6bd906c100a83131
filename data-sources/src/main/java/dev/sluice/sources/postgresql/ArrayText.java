package dev.sluice.sources.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// PostgreSQL's text form of an array (documentation, "Array Input and Output Syntax"):
/// `{1,NULL,"a \"quoted\" one"}`, nested for more dimensions, with `[0:2]=` before it where the lower
/// bound is not 1.
final class ArrayText {
    private final String text;
    private final char delimiter;
    private final Function<String, @Nullable Object> element;
    private int at;

    private ArrayText(
            String text, int at, char delimiter, Function<String, @Nullable Object> element) {
        this.text = text;
        this.at = at;
        this.delimiter = delimiter;
        this.element = element;
    }

    static List<@Nullable Object> parse(
            String text, char delimiter, Function<String, @Nullable Object> element) {
        int start = text.startsWith("[") ? text.indexOf('=') + 1 : 0;
        return new ArrayText(text, start, delimiter, element).array();
    }

    private List<@Nullable Object> array() {
        var values = new ArrayList<@Nullable Object>();
        at++; // the opening brace
        while (text.charAt(at) != '}') {
            values.add(
                    switch (text.charAt(at)) {
                        case '{' -> array();
                        case '"' -> element.apply(quoted());
                        default -> plain();
                    });
            if (text.charAt(at) == delimiter) {
                at++;
            }
        }
        at++;
        return values;
    }

    private String quoted() {
        var value = new StringBuilder();
        for (at++; text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\') {
                at++;
            }
            value.append(text.charAt(at));
        }
        at++;
        return value.toString();
    }

    private @Nullable Object plain() {
        int start = at;
        while (text.charAt(at) != delimiter && text.charAt(at) != '}') {
            at++;
        }
        var word = text.substring(start, at);
        return word.equals("NULL") ? null : element.apply(word);
    }
}
