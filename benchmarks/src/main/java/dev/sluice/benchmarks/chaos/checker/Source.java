package dev.sluice.benchmarks.chaos.checker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The database that was asked and exported, asked again without the product.
public interface Source {
    /// Of the lines that PostgreSQL's own CSV has for the query, without a header.
    LineDigest csv(String sql);

    /// Of the values of all rows, as [RowValues] writes them.
    LineDigest values(String sql);

    /// As text, in order of the answer.
    List<List<@Nullable String>> rows(String sql);
}
