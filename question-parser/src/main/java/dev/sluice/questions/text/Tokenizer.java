package dev.sluice.questions.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Splits a question into tokens after making quotes, apostrophes and spaces uniform.
public final class Tokenizer {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\"(?<dq>[^\"]+)\""
                            + "|(?<![\\p{L}\\p{N}])'(?<sq>[^']+(?:'(?=\\p{L})[^']+)*)'(?![\\p{L}\\p{N}])"
                            + "|(?<date>\\d{4}-\\d{2}(?:-\\d{2})?)(?![\\d-])"
                            + "|[$€£]?(?<num>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|(?<![\\p{L}\\p{N}])\\.\\d+)"
                            + "(?<suffix>%|(?:st|nd|rd|th|k|m|bn)(?![\\p{L}\\p{N}]))?"
                            + "|(?<word>\\p{L}[\\p{L}\\p{N}\\p{M}]*(?:'\\p{L}+)?)"
                            + "|(?<mark>[,;:?!()<>=]+|\\.(?=\\s|$))");

    private static final Map<String, Integer> NUMBER_WORDS =
            Map.ofEntries(
                    Map.entry("one", 1),
                    Map.entry("two", 2),
                    Map.entry("three", 3),
                    Map.entry("four", 4),
                    Map.entry("five", 5),
                    Map.entry("six", 6),
                    Map.entry("seven", 7),
                    Map.entry("eight", 8),
                    Map.entry("nine", 9),
                    Map.entry("ten", 10),
                    Map.entry("eleven", 11),
                    Map.entry("twelve", 12),
                    Map.entry("fifteen", 15),
                    Map.entry("twenty", 20),
                    Map.entry("thirty", 30),
                    Map.entry("fifty", 50),
                    Map.entry("hundred", 100),
                    Map.entry("thousand", 1000));

    private Tokenizer() {}

    public static List<Token> tokenize(String question) {
        var tokens = new ArrayList<Token>();
        Matcher m = TOKEN.matcher(uniform(question));
        while (m.find()) {
            if (m.group("dq") != null) {
                tokens.add(quoted(m.group("dq")));
            } else if (m.group("sq") != null) {
                tokens.add(quoted(m.group("sq")));
            } else if (m.group("date") != null) {
                tokens.add(new Token(Token.Kind.NUMBER, m.group("date"), m.group("date"), null));
            } else if (m.group("num") != null) {
                tokens.add(number(m.group("num"), m.group("suffix")));
            } else if (m.group("word") != null) {
                addWord(tokens, m.group("word"));
            } else {
                tokens.add(new Token(Token.Kind.MARK, m.group(), m.group(), null));
            }
        }
        return List.copyOf(tokens);
    }

    private static String uniform(String question) {
        return question.replace('\u2019', '\'')
                .replace('\u2018', '\'')
                .replace('\u201c', '"')
                .replace('\u201d', '"')
                .replace("''", "\"")
                .replaceAll("[\\s\\u00a0]+", " ")
                .replaceAll("(\\p{L})_+(?=[\\p{L}\\p{N}])", "$1 ")
                .strip();
    }

    private static Token quoted(String text) {
        return new Token(
                Token.Kind.QUOTED, text.strip(), text.strip().toLowerCase(Locale.ROOT), null);
    }

    private static Token number(String digits, @Nullable String suffix) {
        var value = new BigDecimal(digits.replace(",", ""));
        var factor =
                switch (suffix == null ? "" : suffix) {
                    case "k" -> 1_000L;
                    case "m" -> 1_000_000L;
                    case "bn" -> 1_000_000_000L;
                    default -> 1L;
                };
        var plain = value.multiply(BigDecimal.valueOf(factor));
        var text = digits + (suffix == null ? "" : suffix);
        return new Token(Token.Kind.NUMBER, text, text, plain);
    }

    /// Splits contractions: "don't" is "do not", "store's" is "store".
    private static void addWord(List<Token> tokens, String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        if (lower.endsWith("n't")) {
            var verb = word.substring(0, word.length() - 3);
            tokens.add(word(verb.equalsIgnoreCase("ca") ? "can" : verb));
            tokens.add(word("not"));
            return;
        }
        int apostrophe = word.indexOf('\'');
        tokens.add(word(apostrophe > 0 ? word.substring(0, apostrophe) : word));
    }

    private static Token word(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        var number = NUMBER_WORDS.get(lower);
        return new Token(
                Token.Kind.WORD,
                text,
                Morphology.lemma(lower),
                number == null ? null : BigDecimal.valueOf(number));
    }
}
