package dev.sluice.sources.guard;

import dev.sluice.sources.guard.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits a statement by PostgreSQL's lexical rules (PostgreSQL documentation, "Lexical Structure") and
/// refuses the forms that clients, drivers and servers read differently. Comments are dropped.
final class Lexer {
    private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|?";
    private static final String SYMBOLS = "()[],;.";
    private static final Pattern UNICODE_ESCAPE =
            Pattern.compile("\\\\(?:([0-9a-fA-F]{4})|\\+([0-9a-fA-F]{6})|\\\\)?");

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int countedTo;
    private int counted;

    private Lexer(String sql) {
        this.sql = sql;
    }

    static List<Token> tokens(String sql) {
        var lexer = new Lexer(sql);
        while (lexer.next()) {
            // each call adds at most one token
        }
        return List.copyOf(lexer.tokens);
    }

    private boolean next() {
        skipSpaceAndComments();
        if (at >= sql.length()) {
            return false;
        }
        int start = at;
        char c = sql.charAt(at);
        if (Characters.isNameStart(c)) {
            wordOrPrefixedString(start);
        } else if (Characters.isDigit(c) || (c == '.' && Characters.isDigit(peek(1)))) {
            add(Kind.NUMBER, number(start), start);
        } else if (c == '\'') {
            string(start, start, false);
        } else if (c == '"') {
            add(Kind.QUOTED, Characters.truncated(quoted(start)), start);
        } else if (c == '$') {
            dollar(start);
        } else if (c == ':') {
            colon(start);
        } else if (SYMBOLS.indexOf(c) >= 0) {
            at++;
            if (c == '.' && peek(0) == '.') {
                throw Refusal.invalid(position(start), "\"..\" is not SQL.");
            }
            add(Kind.SYMBOL, String.valueOf(c), start);
        } else if (OPERATOR_CHARACTERS.indexOf(c) >= 0) {
            add(Kind.OPERATOR, operator(start), start);
        } else {
            throw foreign(c, start);
        }
        return true;
    }

    private void skipSpaceAndComments() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == ' ' || (c >= '\t' && c <= '\r')) {
                at++;
            } else if (c == '-' && peek(1) == '-') {
                while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
                    at++;
                }
            } else if (c == '/' && peek(1) == '*') {
                blockComment();
            } else {
                return;
            }
        }
    }

    private void blockComment() {
        int start = at;
        int depth = 0;
        do {
            if (at >= sql.length()) {
                throw Refusal.invalid(position(start), "A comment is not closed.");
            }
            if (sql.charAt(at) == '/' && peek(1) == '*') {
                depth++;
                at += 2;
            } else if (sql.charAt(at) == '*' && peek(1) == '/') {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0);
    }

    private void wordOrPrefixedString(int start) {
        while (at < sql.length() && Characters.isNamePart(sql.charAt(at))) {
            at++;
        }
        String word = Characters.folded(sql.substring(start, at));
        if (peek(0) == '&' && word.equals("u") && (peek(1) == '\'' || peek(1) == '"')) {
            unicode(start);
        } else if (peek(0) == '\'' && word.equals("e")) {
            string(start, at, true);
        } else if (peek(0) == '\'' && (word.equals("b") || word.equals("x"))) {
            bits(start, word);
        } else if (peek(0) == '\'' && word.equals("n")) {
            throw Refusal.unsafe(
                    position(start), "The prefix N is refused; write an ordinary string.");
        } else {
            add(Kind.WORD, Characters.truncated(word), start);
        }
    }

    /// `U&'…'` and `U&"…"` with the default escape character.
    private void unicode(int start) {
        at++;
        if (peek(0) == '"') {
            add(Kind.QUOTED, Characters.truncated(unescaped(quoted(at), start)), start);
        } else {
            string(start, at, false);
            Token raw = tokens.removeLast();
            add(Kind.STRING, unescaped(raw.text(), start), start);
        }
    }

    private String unescaped(String raw, int start) {
        var text = new StringBuilder();
        var escapes = UNICODE_ESCAPE.matcher(raw);
        while (escapes.find()) {
            String digits = escapes.group(1) == null ? escapes.group(2) : escapes.group(1);
            int code = digits == null ? '\\' : Integer.parseInt(digits, 16);
            if (escapes.group().length() == 1 || code < ' ' || !Characters.isCharacter(code)) {
                throw Refusal.unsafe(
                        position(start),
                        "A unicode escape is not valid; write the character itself.");
            }
            escapes.appendReplacement(text, Matcher.quoteReplacement(Character.toString(code)));
        }
        return escapes.appendTail(text).toString();
    }

    private void bits(int start, String prefix) {
        string(start, at, false);
        Token raw = tokens.removeLast();
        if (!raw.text().matches(prefix.equals("b") ? "[01]*" : "[0-9a-fA-F]*")) {
            throw Refusal.invalid(
                    position(start), "A bit string holds something else than digits.");
        }
        add(Kind.BITS, (prefix + '\'' + raw.text() + '\'').toUpperCase(Locale.ROOT), start);
    }

    private String number(int start) {
        if (sql.charAt(at) == '0' && "xXoObB".indexOf(peek(1)) >= 0) {
            at += 2;
            while (at < sql.length()
                    && (Characters.isAsciiLetterOrDigit(sql.charAt(at)) || peek(0) == '_')) {
                at++;
            }
        } else {
            digits();
            if (peek(0) == '.' && peek(1) != '.') {
                at++;
                digits();
            }
            if ((peek(0) == 'e' || peek(0) == 'E')
                    && (Characters.isDigit(peek(1))
                            || ((peek(1) == '+' || peek(1) == '-')
                                    && Characters.isDigit(peek(2))))) {
                at += 2;
                digits();
            }
        }
        if (at < sql.length() && Characters.isNameStart(sql.charAt(at))) {
            throw Refusal.invalid(
                    position(start), "A number runs into a word; put a space between them.");
        }
        return sql.substring(start, at);
    }

    private void digits() {
        while (Characters.isDigit(peek(0)) || (peek(0) == '_' && Characters.isDigit(peek(1)))) {
            at++;
        }
    }

    private void string(int start, int quote, boolean escapes) {
        at = quote + 1;
        var content = new StringBuilder();
        while (true) {
            if (at >= sql.length()) {
                throw Refusal.invalid(position(start), "A string is not closed.");
            }
            char c = sql.charAt(at++);
            if (c == '\'') {
                if (peek(0) != '\'') {
                    break;
                }
                at++;
                content.append('\'');
            } else if (c == '\\' && escapes) {
                escape(content, start);
            } else if (c == 0) {
                throw Refusal.unsafe(position(at - 1), "A string contains a NUL character.");
            } else {
                content.append(c);
            }
        }
        add(Kind.STRING, content.toString(), start);
    }

    /// The common escapes; numeric ones can name bytes that are not text.
    private void escape(StringBuilder content, int start) {
        char c = peek(0);
        at++;
        switch (c) {
            case 'n' -> content.append('\n');
            case 't' -> content.append('\t');
            case 'r' -> content.append('\r');
            case 'b' -> content.append('\b');
            case 'f' -> content.append('\f');
            case '\\', '\'', '"', '/', '.', '%', '_' -> content.append(c);
            default ->
                    throw Refusal.unsafe(
                            position(start),
                            "The escape \\"
                                    + c
                                    + " in an E'' string is refused; write the character.");
        }
    }

    private String quoted(int start) {
        at++;
        var content = new StringBuilder();
        while (true) {
            if (at >= sql.length()) {
                throw Refusal.invalid(position(start), "A quoted name is not closed.");
            }
            char c = sql.charAt(at++);
            if (c == '"') {
                if (peek(0) != '"') {
                    break;
                }
                at++;
            }
            if (c < ' ') {
                throw Refusal.unsafe(
                        position(start), "A quoted name contains a control character.");
            }
            content.append(c);
        }
        if (content.isEmpty()) {
            throw Refusal.invalid(position(start), "A quoted name is empty.");
        }
        return content.toString();
    }

    private void dollar(int start) {
        if (Characters.isDigit(peek(1))) {
            throw Refusal.unsafe(
                    position(start),
                    "Placeholders ($1) are refused; write the value as a literal.");
        }
        int tagEnd = start + 1;
        while (tagEnd < sql.length()
                && Characters.isNamePart(sql.charAt(tagEnd))
                && sql.charAt(tagEnd) != '$') {
            tagEnd++;
        }
        if (tagEnd >= sql.length() || sql.charAt(tagEnd) != '$') {
            throw Refusal.invalid(position(start), "A lone $ is not SQL.");
        }
        String tag = sql.substring(start, tagEnd + 1);
        int end = sql.indexOf(tag, tagEnd + 1);
        if (end < 0) {
            throw Refusal.invalid(position(start), "A dollar-quoted string is not closed.");
        }
        String content = sql.substring(tagEnd + 1, end);
        if (content.indexOf(0) >= 0) {
            throw Refusal.unsafe(position(start), "A string contains a NUL character.");
        }
        at = end + tag.length();
        add(Kind.STRING, content, start);
    }

    private void colon(int start) {
        at++;
        if (peek(0) == ':') {
            at++;
            add(Kind.SYMBOL, "::", start);
        } else if (peek(0) == '=') {
            at++;
            add(Kind.OPERATOR, ":=", start);
        } else {
            // a slice bound; the reducer refuses it anywhere else, :name placeholders with it
            add(Kind.SYMBOL, ":", start);
        }
    }

    private String operator(int start) {
        while (at < sql.length()
                && OPERATOR_CHARACTERS.indexOf(sql.charAt(at)) >= 0
                && !(sql.charAt(at) == '-' && peek(1) == '-')
                && !(sql.charAt(at) == '/' && peek(1) == '*')) {
            at++;
        }
        int end = at;
        if (sql.substring(start, end).chars().noneMatch(c -> "~!@#%^&|?".indexOf(c) >= 0)) {
            while (end > start + 1 && "+-".indexOf(sql.charAt(end - 1)) >= 0) {
                end--;
            }
        }
        at = end;
        String operator = sql.substring(start, end);
        return operator.equals("!=") ? "<>" : operator;
    }

    private RuntimeException foreign(char c, int start) {
        return switch (c) {
            case '{', '}' ->
                    Refusal.unsafe(
                            position(start),
                            "JDBC escapes and braces are refused outside strings.");
            case '`' ->
                    Refusal.unsafe(
                            position(start),
                            "Backticks are refused; quote names with \"double quotes\".");
            case '\\' -> Refusal.unsafe(position(start), "A backslash is refused outside strings.");
            case 0 -> Refusal.unsafe(position(start), "The statement contains a NUL character.");
            default ->
                    Refusal.unsafe(
                            position(start),
                            "The character U+%04X is refused outside strings.".formatted((int) c));
        };
    }

    private void add(Kind kind, String text, int start) {
        tokens.add(new Token(kind, text, position(start)));
    }

    private int position(int index) {
        if (index < countedTo) {
            return sql.codePointCount(0, index) + 1;
        }
        counted += sql.codePointCount(countedTo, index);
        countedTo = index;
        return counted + 1;
    }

    private char peek(int ahead) {
        return at + ahead < sql.length() ? sql.charAt(at + ahead) : 0;
    }
}
