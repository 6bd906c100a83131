package dev.sluice.questions.reading;

/// An operator between two values.
public enum Comparison {
    EQUAL("=", "is"),
    NOT_EQUAL("<>", "is not"),
    GREATER(">", "is more than"),
    GREATER_EQUAL(">=", "is at least"),
    LESS("<", "is less than"),
    LESS_EQUAL("<=", "is at most");

    private final String sign;
    private final String words;

    Comparison(String sign, String words) {
        this.sign = sign;
        this.words = words;
    }

    public String sign() {
        return sign;
    }

    public String words() {
        return words;
    }

    public Comparison negated() {
        return switch (this) {
            case EQUAL -> NOT_EQUAL;
            case NOT_EQUAL -> EQUAL;
            case GREATER -> LESS_EQUAL;
            case GREATER_EQUAL -> LESS;
            case LESS -> GREATER_EQUAL;
            case LESS_EQUAL -> GREATER;
        };
    }
}
