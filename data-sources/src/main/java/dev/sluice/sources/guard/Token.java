package dev.sluice.sources.guard;

/// One lexical element as PostgreSQL reads it.
///
/// @param text a word folded to lower case, a quoted name or a string without quotes and escapes, else
///     the characters as written
/// @param position one-based character position in the statement
record Token(Kind kind, String text, int position) {
    enum Kind {
        WORD,
        QUOTED,
        STRING,

        /// `B'101'` or `X'1F'`, as written in upper case
        BITS,
        NUMBER,
        OPERATOR,
        SYMBOL
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isString() {
        return kind == Kind.STRING;
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /// A name that an identifier may have without quotes anywhere.
    boolean isFreeName() {
        return kind == Kind.QUOTED || (kind == Kind.WORD && !Keywords.isReserved(text));
    }
}
