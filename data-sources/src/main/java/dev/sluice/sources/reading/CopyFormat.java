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
    record Binary() implements CopyFormat {}
}
