package dev.sluice.jobstore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds the committed classes to the migrations; with `-Dschema.update` it writes them first.
class SchemaGeneratorIT {
    private static final Path COMMITTED = Path.of("src/main/generated");
    private static final boolean UPDATE = System.getProperty("schema.update") != null;

    @Test
    void committedClassesAreThoseOfTheMigrations(@TempDir Path fresh) throws Exception {
        if (UPDATE) {
            SchemaGenerator.generate(TestServers.postgres().createDatabase(), COMMITTED);
        }
        SchemaGenerator.generate(TestServers.postgres().createDatabase(), fresh);
        assertThat(sources(COMMITTED)).isEqualTo(sources(fresh));
    }

    private static Map<String, String> sources(Path folder) throws IOException {
        var sources = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> sources.put(folder.relativize(file).toString(), read(file)));
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
