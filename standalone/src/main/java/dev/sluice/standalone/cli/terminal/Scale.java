package dev.sluice.standalone.cli.terminal;

import dev.sluice.model.analysis.Visualization.Dataset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// From the lowest to the highest value; zero is the bottom unless the values lie far from it.
record Scale(Number exactBottom, Number exactTop) {
    static @Nullable Scale of(List<Dataset> datasets) {
        Number low = null;
        Number high = null;
        for (var value :
                datasets.stream()
                        .flatMap(dataset -> dataset.data().stream())
                        .filter(Objects::nonNull)
                        .filter(number -> Double.isFinite(number.doubleValue()))
                        .toList()) {
            low = low == null || value.doubleValue() < low.doubleValue() ? value : low;
            high = high == null || value.doubleValue() > high.doubleValue() ? value : high;
        }
        if (low == null || high == null) {
            return null;
        }
        var nearZero = low.doubleValue() >= 0 && low.doubleValue() < high.doubleValue() / 2;
        return new Scale(nearZero ? 0 : low, high);
    }

    /// 0 at the bottom, 1 at the top; 1 where all values are equal.
    double share(double value) {
        var span = exactTop.doubleValue() - exactBottom.doubleValue();
        return span == 0 ? 1 : (value - exactBottom.doubleValue()) / span;
    }
}
