package dev.sluice.questions.text;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// One word, number, quoted text or mark of a question.
///
/// @param text as written, without quotes
/// @param lemma lower case, singular
/// @param number the value where the token is a number, also of number words
public record Token(Kind kind, String text, String lemma, @Nullable BigDecimal number) {
    public enum Kind {
        WORD,
        NUMBER,
        QUOTED,
        MARK
    }

    public String lower() {
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    public boolean isWord() {
        return kind == Kind.WORD;
    }

    public boolean capitalised() {
        return !text.isEmpty() && Character.isUpperCase(text.charAt(0));
    }
}
