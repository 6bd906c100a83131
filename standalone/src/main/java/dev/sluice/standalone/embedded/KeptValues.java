package dev.sluice.standalone.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/// Values decided at the first start and kept for all later ones, in a file of the owner's. Not
/// thread-safe.
final class KeptValues {
    private final Path file;
    private final Properties values = new Properties();

    KeptValues(Path file) {
        this.file = file;
        PrivateFile.read(file).ifPresent(this::load);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.getProperty(name));
    }

    String get(String name, Supplier<String> first) {
        return find(name)
                .orElseGet(() -> {
                    var value = first.get();
                    put(name, value);
                    return value;
                });
    }

    void put(String name, String value) {
        if (value.equals(values.setProperty(name, value))) {
            return;
        }
        var text = new StringWriter();
        try {
            values.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateFile.write(file, text.toString());
    }

    private void load(String text) {
        try {
            values.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Leaves the values out: some are secrets.
    @Override
    public String toString() {
        return file.toString();
    }
}
