package dev.sluice.model.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A picture in the plainest form that every charting library takes.
///
/// @param type `bar`, `line`, `pie`, `area`, `scatter`, `histogram`, `heatmap`, `boxplot`, `number`
///     or `table`
public record Visualization(String type, List<String> labels, List<Dataset> datasets) {

    /// @param data one number per label; null where the database had none
    public record Dataset(String label, List<@Nullable Number> data) {}
}
