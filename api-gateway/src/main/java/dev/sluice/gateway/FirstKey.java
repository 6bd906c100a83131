package dev.sluice.gateway;

import dev.sluice.jobstore.access.ApiKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.beans.factory.SmartInitializingSingleton;

/// Makes sure, before the first request, that there is a key to make one with. A key that had to be made
/// is shown this once, and kept in the data directory where only the owner reads it.
final class FirstKey implements SmartInitializingSingleton {
    private static final String FILE = "api-key";

    private final ApiKeys keys;
    private final FirstKeySettings settings;

    FirstKey(ApiKeys keys, FirstKeySettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var wanted = settings.bootstrapKey();
        keys.ensureFirstKey(wanted == null || wanted.isBlank() ? null : wanted.strip())
                .ifPresent(this::show);
    }

    /// To the console, not to the log, which is kept and shipped.
    @SuppressWarnings("SystemOut")
    private void show(String key) {
        System.out.println("The first API key, shown once: " + key);
        if (settings.dataDir() != null) {
            keep(settings.dataDir(), key);
        }
    }

    private static void keep(Path directory, String key) {
        try {
            Files.createDirectories(directory);
            var file = directory.resolve(FILE);
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, key + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The first API key cannot be kept in " + directory, e);
        }
    }
}
