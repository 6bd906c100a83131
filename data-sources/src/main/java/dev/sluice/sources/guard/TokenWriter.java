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
    private final List<Token> meant = new ArrayList<>();
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
        writeName(token.text());
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

    /// Writes a qualified name in place of the one that was taken without writing.
    void writeQualified(List<String> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                copyRaw(new Token(Token.Kind.SYMBOL, ".", 0));
            }
            writeName(parts.get(i));
        }
        copyJudged();
    }

    /// A function's name, which was taken without writing: bare where it is syntax of its own, such as
    /// `EXTRACT`. Nothing may stand between it and its parenthesis.
    void functionName(List<Token> parts) {
        Token name = parts.getLast();
        if (!in.isSymbol(next, "(")) {
            throw misread();
        }
        if (name.kind() == Token.Kind.WORD && Keywords.isFunctionSyntax(name.text())) {
            write(name, name.text().toUpperCase(Locale.ROOT), true);
        } else {
            writeQualified(parts.stream().map(Token::text).toList());
            glue = true;
        }
    }

    /// Writes the AS that was left out before an alias.
    void insertAs() {
        write(new Token(Token.Kind.WORD, "as", 0), "AS", false);
    }

    /// The statement, once everything has been taken and the text reads as the tokens that were meant.
    String finished() {
        if (in.has(next)) {
            throw misread();
        }
        String text = out.toString();
        var read = Lexer.tokens(text);
        if (read.size() != meant.size()) {
            throw misread();
        }
        for (int i = 0; i < read.size(); i++) {
            boolean alike =
                    read.get(i).isName()
                            ? meant.get(i).isName()
                            : read.get(i).kind() == meant.get(i).kind();
            if (!alike || !read.get(i).text().equals(meant.get(i).text())) {
                throw misread();
            }
        }
        return text;
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
        return plain ? name : quoted(name);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
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
            case WORD -> {
                if (Keywords.isKeyword(token.text())) {
                    write(token, token.text().toUpperCase(Locale.ROOT), false);
                } else {
                    writeName(token.text());
                }
            }
            case QUOTED -> write(token, quoted(token.text()), false);
            case STRING -> write(token, string(token.text()), false);
            case NUMBER, BITS, OPERATOR -> write(token, token.text(), false);
            case SYMBOL -> symbol(token);
        }
    }

    private void writeName(String name) {
        write(new Token(Token.Kind.QUOTED, name, 0), quoteIfNeeded(name), false);
    }

    private void symbol(Token token) {
        String symbol = token.text();
        boolean opens = symbol.equals("(") || symbol.equals("[");
        if (List.of(",", ")", "]", ".", "::").contains(symbol)
                || (symbol.equals("[") && !out.isEmpty())) {
            glue = true;
        }
        write(token, symbol, opens || symbol.equals(".") || symbol.equals("::"));
    }

    private void write(Token token, String text, boolean glueNext) {
        if (!glue) {
            out.append(' ');
        }
        out.append(text);
        meant.add(token);
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
