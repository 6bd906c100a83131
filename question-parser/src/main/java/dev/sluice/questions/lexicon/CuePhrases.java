package dev.sluice.questions.lexicon;

import dev.sluice.questions.lexicon.Cue.Type;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The phrases of [Cue], matched by their words in lower case. They stand in `cue-phrases.txt`, whose
/// first lines say how.
public final class CuePhrases {
    /// Words of the longest phrase.
    public static final int LONGEST = 5;

    private static final String FILE = "cue-phrases.txt";
    private static final Pattern ENTRY =
            Pattern.compile("([A-Z_]+)( ascending)?(?: \\(([a-z, ]+)\\))?: (.+)");

    private static final Map<String, Cue> PHRASES = parse(read());

    private CuePhrases() {}

    /// @param words in lower case, joined by one space
    public static Optional<Cue> find(String words) {
        return Optional.ofNullable(PHRASES.get(words));
    }

    private static String read() {
        try (var file = CuePhrases.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Cue> parse(String text) {
        var phrases = new HashMap<String, Cue>();
        text.replaceAll("\n +", " ")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> add(line, phrases));
        return Map.copyOf(phrases);
    }

    private static void add(String line, Map<String, Cue> phrases) {
        var entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            throw new IllegalStateException(FILE + " has an entry that cannot be read: " + line);
        }
        var descending = entry.group(2) == null;
        var cue = new Cue(Type.valueOf(entry.group(1)), listed(entry.group(3)), descending);
        for (var phrase : listed(entry.group(4))) {
            if (phrase.split(" ").length > LONGEST) {
                throw new IllegalStateException(FILE + " has a phrase that is too long: " + phrase);
            }
            phrases.put(phrase, cue);
        }
    }

    private static List<String> listed(@Nullable String names) {
        return names == null ? List.of() : List.of(names.split(", *"));
    }
}
