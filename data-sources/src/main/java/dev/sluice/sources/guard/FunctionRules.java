package dev.sluice.sources.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Judges a call by the function's name and, where the amount of work hangs on them, its arguments.
final class FunctionRules {
    private static final long LONGEST_PADDING = 10_000;
    private static final long LARGEST_FACTORIAL = 1_000;
    private static final long LARGEST_FILL = 100_000;
    private static final Set<String> PADDING = Set.of("repeat", "lpad", "rpad");

    private FunctionRules() {}

    /// @param open index of the parenthesis after the name
    static void require(List<Token> name, Reduction statement, int open, Workload workload) {
        Token last = name.getLast();
        boolean builtIn =
                name.size() == 1
                        || (name.size() == 2 && name.getFirst().text().equals("pg_catalog"));
        if (!builtIn || !Functions.isAllowed(last.text())) {
            String written = name.stream().map(Token::text).collect(Collectors.joining("."));
            throw Refusal.unsafe(
                    name.getFirst(),
                    "The function "
                            + written
                            + " is not one of the allowed, side-effect-free functions.");
        }
        int end = statement.afterMatching(open) - 1;
        var arguments = arguments(statement.tokens(), open + 1, end);
        switch (last.text()) {
            case "generate_series" -> workload.series(last, arguments);
            case "repeat", "lpad", "rpad" -> padding(last, arguments);
            case "factorial" -> limit(last, arguments, LARGEST_FACTORIAL);
            case "array_fill" -> fill(last, arguments);
            case "format" -> format(last, arguments);
            default -> {
                // the work is bounded by the size of the arguments
            }
        }
    }

    /// The tokens of each argument.
    static List<List<Token>> arguments(List<Token> tokens, int from, int to) {
        var arguments = new ArrayList<List<Token>>();
        int depth = 0;
        int start = from;
        for (int i = from; i < to; i++) {
            Token token = tokens.get(i);
            if (token.isSymbol("(") || token.isSymbol("[")) {
                depth++;
            } else if (token.isSymbol(")") || token.isSymbol("]")) {
                depth--;
            } else if (depth == 0 && token.isSymbol(",")) {
                arguments.add(tokens.subList(start, i));
                start = i + 1;
            }
        }
        if (start < to) {
            arguments.add(tokens.subList(start, to));
        }
        return arguments;
    }

    private static void padding(Token name, List<List<Token>> arguments) {
        if (arguments.size() < 2) {
            return;
        }
        var length = arguments.get(1);
        limit(name, List.of(length), LONGEST_PADDING);
        boolean grows =
                length.stream()
                        .anyMatch(
                                t -> t.isOperator("*") || t.isOperator("^") || t.isOperator("<<"));
        boolean nested =
                arguments.getFirst().stream()
                        .anyMatch(t -> t.isName() && PADDING.contains(t.text()));
        if (grows && length.stream().noneMatch(Token::isFreeName) || nested) {
            throw Refusal.unsafe(name, name.text() + " would make an unboundedly long text.");
        }
    }

    private static void limit(Token name, List<List<Token>> arguments, long most) {
        for (var argument : arguments) {
            if (largest(argument) > most) {
                throw Refusal.unsafe(
                        name, name.text() + " is only allowed with numbers up to " + most + ".");
            }
        }
    }

    private static void fill(Token name, List<List<Token>> arguments) {
        if (arguments.size() < 2) {
            return;
        }
        double cells = 1;
        boolean constant = true;
        for (var token : arguments.get(1)) {
            if (token.kind() == Token.Kind.NUMBER) {
                cells *= Math.max(1, Literals.magnitude(token.text()));
            } else if (token.isName() && !token.isWord("array")) {
                constant = false;
            }
        }
        if (cells > LARGEST_FILL || !constant) {
            throw Refusal.unsafe(name, "array_fill is only allowed with up to 100000 cells.");
        }
    }

    /// `format('%1000000000s', …)` pads to a gigabyte.
    private static void format(Token name, List<List<Token>> arguments) {
        for (var token : arguments.isEmpty() ? List.<Token>of() : arguments.getFirst()) {
            if (token.isString() && token.text().matches("(?s).*%[^%sIL]*(\\d{5,}|\\*).*")) {
                throw Refusal.unsafe(name, "The width in format is too large or not constant.");
            }
        }
    }

    static long largest(List<Token> tokens) {
        long largest = 0;
        for (var token : tokens) {
            if (token.kind() == Token.Kind.NUMBER) {
                largest = Math.max(largest, Literals.magnitude(token.text()));
            } else if (token.isString() && token.text().strip().matches("[0-9]{1,19}")) {
                largest = Math.max(largest, Literals.magnitude(token.text().strip()));
            }
        }
        return largest;
    }
}
