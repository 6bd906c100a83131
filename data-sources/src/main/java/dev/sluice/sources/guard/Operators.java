package dev.sluice.sources.guard;

import java.util.Set;

/// PostgreSQL's built-in operators that only compute. An operator of the user's own is unknown here,
/// and a redefined one is out of reach because statements run with `search_path = pg_catalog`.
final class Operators {
    private static final Set<String> BINARY =
            Keywords.words(
                    """
                    = <> < > <= >= + - * / % ^ || & | # << >>
                    ~ ~* !~ !~* ~~ ~~* !~~ !~~* ^@
                    -> ->> #> #>> @> <@ ? ?| ?& @? @@ #-
                    && -|- &< &> <<= >>= <-> ## <<| |>> &<| |&> ~= <^ >^ ?# ?- ?-| ?||
                    """);

    private static final Set<String> PREFIX = Keywords.words("+ - ~ @ |/ ||/ !! # @-@ @@ ?- ?|");

    private Operators() {}

    static boolean isBinary(String operator) {
        return BINARY.contains(operator);
    }

    static boolean isPrefix(String operator) {
        return PREFIX.contains(operator);
    }
}
