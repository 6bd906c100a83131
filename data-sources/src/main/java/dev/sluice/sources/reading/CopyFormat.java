package dev.sluice.sources.reading;

import org.jspecify.annotations.Nullable;

/// How PostgreSQL writes rows into a COPY stream.
public sealed interface CopyFormat {
    /// CSV by PostgreSQL's own rules.
    ///
    /// @param nullText null for the empty unquoted field
    record Csv(boolean header, char delimiter, @Nullable String nullText, boolean quoteAll)
            implements CopyFormat {
        public static final Csv DEFAULT = new Csv(true, ',', null, false);
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
