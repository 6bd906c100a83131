package dev.sluice.sources.reading;

import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How PostgreSQL writes rows into a COPY stream.
public sealed interface CopyFormat {
    /// CSV by PostgreSQL's own rules, without its header; TSV is CSV with a tab.
    ///
    /// @param nullText null for the empty unquoted field
    record Csv(char delimiter, @Nullable String nullText, boolean quoteAll) implements CopyFormat {
        public static final Csv DEFAULT = new Csv(',', null, false);
        private static final String NEVER = "\"\r\n\0";

        /// COPY's own rules on options, said before anything is connected to.
        ///
        /// @param delimiter null for the format's own
        /// @param nullText empty for the empty unquoted field
        /// @throws ProblemException `validation_failed` pointing at `/options/delimiter` or
        ///     `/options/null_text`
        public static void requirePossible(@Nullable String delimiter, String nullText) {
            if (delimiter != null
                    && (delimiter.length() != 1
                            || delimiter.charAt(0) >= 0x80
                            || NEVER.indexOf(delimiter.charAt(0)) >= 0)) {
                throw wrong(
                        "/options/delimiter",
                        "The delimiter is one ASCII character other than a quote or a line break.");
            }
            if (nullText.chars().anyMatch(c -> NEVER.indexOf(c) >= 0)
                    || nullText.contains(delimiter == null ? "," : delimiter)) {
                throw wrong(
                        "/options/null_text",
                        "The text for NULL holds no delimiter, quote or line break.");
            }
        }

        /// As [#requirePossible(String, String)].
        public void requirePossible() {
            requirePossible(String.valueOf(delimiter), nullText == null ? "" : nullText);
        }

        private static ProblemException wrong(String pointer, String detail) {
            return Problem.of(ProblemType.VALIDATION_FAILED, detail)
                    .withErrors(List.of(new FieldError(pointer, detail)))
                    .toException();
        }
    }

    /// PGCOPY binary: header, tuples, trailer.
    ///
    /// @param asText asked once for each column of the described statement; where it says yes, the
    ///     column arrives as PostgreSQL's own text (what COPY's text format would hold) instead of the
    ///     type's binary form, while [CopyReader#columns] still names its type. The statement is then
    ///     sent as `SELECT q.c0, CASE WHEN num_nulls(q.c1) = 0 THEN concat(q.c1) END … FROM (…) AS
    ///     q(c0, c1 …)`: by `concat`, which uses the type's own output function where a cast to text
    ///     may not, and by position, since names may be doubled
    record Binary(ColumnChoice asText) implements CopyFormat {
        /// Every column in its binary form.
        public Binary() {
            this((_, _) -> false);
        }
    }

    /// Chooses among the columns of a result.
    @FunctionalInterface
    interface ColumnChoice {
        /// @param index from 0
        boolean test(int index, ResultColumn column);
    }
}
