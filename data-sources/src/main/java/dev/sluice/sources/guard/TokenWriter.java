package dev.sluice.sources.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes the statement out again, token by token, as the judges walk its tree. The tree decides what is
/// taken, the tokens decide what is written: a tree that does not fit the tokens is a statement that was
/// misread, and is refused. Names are quoted wherever they could read as a key word.
final class TokenWriter {
    private static final int LONGEST = 1_000_000;

    private final Reduction in;
    private final StringBuilder out = new StringBuilder();
    private int next;
    private boolean glue = true;

    TokenWriter(Reduction in) {
        this.in = in;
        copyJudged();
    }

    /// What the parser was shown for the token that comes next; null at the end.
    @Nullable String peek() {
        return in.has(next) ? in.shown(next) : null;
    }

    boolean at(String shown) {
        return shown.equals(peek());
    }

    Token token() {
        return in.token(Math.min(next, in.size() - 1));
    }

    int index() {
        return next;
    }

    Reduction reduction() {
        return in;
    }

    /// Takes a token of the core as it is: a key word or a symbol.
    void take(String shown) {
        if (!at(shown)) {
            throw misread();
        }
        copy();
    }

    boolean takeIf(String shown) {
        if (!at(shown)) {
            return false;
        }
        copy();
        return true;
    }

    /// Takes an operator, of whatever form; a subscript's bracket is left for [#open].
    void operator() {
        String shown = peek();
        if (shown == null || !shown.startsWith(Reducer.OPERATOR)) {
            throw misread();
        }
        if (shown.equals(Reducer.OPERATOR)) {
            copy();
        }
    }

    void open() {
        String shown = peek();
        if (shown == null || !(shown.equals("(") || shown.equals(Reducer.OPERATOR + " ("))) {
            throw misread();
        }
        copy();
    }

    void literal() {
        if (!at(Reducer.LITERAL) && !at("1")) {
            throw misread();
        }
        copy();
    }

    /// Takes a name and quotes it where it needs to be.
    Token name() {
        Token token = nameToken();
        write(quoteIfNeeded(token.text()), false);
        advance();
        return token;
    }

    /// Takes a possibly qualified name without writing it.
    List<Token> qualifiedName() {
        var parts = new ArrayList<Token>();
        parts.add(nameToken());
        next++;
        while (in.isSymbol(next, ".")) {
            next++;
            parts.add(nameToken());
            next++;
        }
        return parts;
    }

    /// Writes what stands in place of tokens that were taken without writing.
    void replacement(String text) {
        write(text, false);
        copyJudged();
    }

    /// A function's name: bare where it is syntax of its own, such as `EXTRACT`.
    void functionName(List<Token> parts) {
        Token name = parts.getLast();
        boolean syntax = name.kind() == Token.Kind.WORD && Keywords.isFunctionSyntax(name.text());
        String text = syntax ? name.text().toUpperCase(Locale.ROOT) : quoteIfNeeded(name.text());
        write(parts.size() == 1 ? text : "pg_catalog." + text, false);
        copyJudged();
        glue = true;
    }

    void insertedWord(String word) {
        write(word, false);
    }

    String finished() {
        if (in.has(next)) {
            throw misread();
        }
        return out.toString();
    }

    RuntimeException misread() {
        return Refusal.unsafe(
                token(),
                "This form of SQL is not supported near \""
                        + token().text()
                        + "\"; write it more plainly.");
    }

    static String quoteIfNeeded(String name) {
        boolean plain =
                name.chars()
                                .allMatch(c ->
                                        c == '_'
                                                || (c >= 'a' && c <= 'z')
                                                || (c >= '0' && c <= '9'))
                        && !Character.isDigit(name.charAt(0))
                        && !Keywords.isKeyword(name);
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    private Token nameToken() {
        String shown = peek();
        if (shown == null || shown.charAt(0) != '"') {
            throw misread();
        }
        return in.token(next);
    }

    private void copy() {
        copyRaw(in.token(next));
        advance();
    }

    private void advance() {
        next++;
        copyJudged();
    }

    private void copyJudged() {
        while (in.has(next) && in.shown(next) == null) {
            if (!in.isSymbol(next, ";")) {
                copyRaw(in.token(next));
            }
            next++;
        }
    }

    private void copyRaw(Token token) {
        switch (token.kind()) {
            case WORD ->
                    write(
                            Keywords.isKeyword(token.text())
                                    ? token.text().toUpperCase(Locale.ROOT)
                                    : quoteIfNeeded(token.text()),
                            false);
            case QUOTED -> write('"' + token.text().replace("\"", "\"\"") + '"', false);
            case STRING -> write(string(token.text()), false);
            case NUMBER -> write(token.text(), false);
            case OPERATOR -> write(token.text(), false);
            case SYMBOL -> symbol(token.text());
        }
    }

    private void symbol(String symbol) {
        boolean opens = symbol.equals("(") || symbol.equals("[");
        boolean sticks = ",).]::".contains(symbol) || (symbol.equals("[") && !out.isEmpty());
        if (sticks) {
            glue = true;
        }
        write(symbol, opens || symbol.equals(".") || symbol.equals("::"));
    }

    private void write(String text, boolean glueNext) {
        if (!glue) {
            out.append(' ');
        }
        out.append(text);
        glue = glueNext;
        if (out.length() > LONGEST) {
            throw Refusal.unsafe(
                    token(), "The statement becomes too long once its names are qualified.");
        }
    }

    /// A string that reads the same whatever `standard_conforming_strings` is.
    private static String string(String content) {
        String quoted = '\'' + content.replace("'", "''") + '\'';
        return content.indexOf('\\') < 0 ? quoted : 'E' + quoted.replace("\\", "\\\\");
    }
}
