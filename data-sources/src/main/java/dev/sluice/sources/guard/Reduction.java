package dev.sluice.sources.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement's tokens, each with the text that the parser is shown for it. A token that is shown
/// nothing has been judged already and is copied as it is.
final class Reduction {
    private final List<Token> tokens;
    private final @Nullable String[] shown;

    Reduction(List<Token> tokens) {
        this.tokens = tokens;
        this.shown = new String[tokens.size()];
    }

    int size() {
        return tokens.size();
    }

    List<Token> tokens() {
        return tokens;
    }

    Token token(int i) {
        return tokens.get(i);
    }

    void show(int i, String text) {
        shown[i] = text;
    }

    @Nullable String shown(int i) {
        return shown[i];
    }

    boolean has(int i) {
        return i >= 0 && i < tokens.size();
    }

    boolean isWord(int i, String word) {
        return has(i) && tokens.get(i).isWord(word) && !isAfterDot(i);
    }

    boolean isAnyWord(int i, String... words) {
        for (String word : words) {
            if (isWord(i, word)) {
                return true;
            }
        }
        return false;
    }

    boolean isSymbol(int i, String symbol) {
        return has(i) && tokens.get(i).isSymbol(symbol);
    }

    boolean isString(int i) {
        return has(i) && tokens.get(i).isString();
    }

    boolean isNumber(int i) {
        return has(i) && tokens.get(i).kind() == Token.Kind.NUMBER;
    }

    boolean isConstant(int i) {
        return isString(i) || isNumber(i);
    }

    boolean isAfterDot(int i) {
        return i > 0 && tokens.get(i - 1).isSymbol(".");
    }

    /// Whether a value can end with this token, so that an operator after it has two sides.
    boolean endsValue(int i) {
        if (!has(i)) {
            return false;
        }
        Token token = tokens.get(i);
        return switch (token.kind()) {
            case QUOTED, STRING, BITS, NUMBER -> true;
            case SYMBOL -> token.isSymbol(")") || token.isSymbol("]");
            case OPERATOR -> false;
            case WORD ->
                    isAfterDot(i)
                            || Keywords.CLOCK_VALUES.contains(token.text())
                            || isAnyWord(i, "end", "null", "true", "false", "isnull", "notnull")
                            || !(Keywords.isReserved(token.text())
                                    || isAnyWord(i, "by", "between"));
        };
    }

    /// Index after the parenthesis that closes the one at `open`; the size where none does.
    int afterMatching(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            if (isSymbol(i, "(")) {
                depth++;
            } else if (isSymbol(i, ")") && --depth == 0) {
                return i + 1;
            }
        }
        return tokens.size();
    }

    String parserText() {
        var text = new StringBuilder();
        for (var part : shown) {
            if (part != null) {
                text.append(part).append(' ');
            }
        }
        return text.toString();
    }

    /// The token whose shown text holds a column of the parser's one line of text.
    Token at(int column) {
        int end = 0;
        for (int i = 0; i < shown.length; i++) {
            String part = shown[i];
            if (part != null) {
                end += part.length() + 1;
                if (column <= end) {
                    return tokens.get(i);
                }
            }
        }
        return tokens.getLast();
    }
}
