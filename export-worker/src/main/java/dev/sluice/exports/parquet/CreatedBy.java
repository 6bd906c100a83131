package dev.sluice.exports.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Who wrote a file, as its footer says: `sluice version 1.2.3`.
final class CreatedBy {
    static final String US = "sluice version " + version();

    private CreatedBy() {}

    private static String version() {
        var properties = new Properties();
        try (var in = CreatedBy.class.getResourceAsStream("created-by.properties")) {
            if (in == null) {
                throw new IllegalStateException("created-by.properties is not in the jar");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
