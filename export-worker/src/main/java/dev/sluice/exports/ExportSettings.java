package dev.sluice.exports;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// `sluice.export.*`
///
/// @param slots exports that run side by side in this process
/// @param rowGroupSize of Parquet files; an export needs about twice that, beside 24 MB for its upload
@ConfigurationProperties("sluice.export")
public record ExportSettings(
        @DefaultValue("2") int slots, @DefaultValue("32MB") DataSize rowGroupSize) {

    /// @throws IllegalArgumentException names the setting that is wrong
    public ExportSettings {
        if (slots < 1 || slots > 64) {
            throw new IllegalArgumentException("sluice.export.slots must be 1 to 64");
        }
        if (rowGroupSize.toMegabytes() < 1 || rowGroupSize.toMegabytes() > 1024) {
            throw new IllegalArgumentException(
                    "sluice.export.row-group-size must be 1MB to 1024MB");
        }
    }
}
