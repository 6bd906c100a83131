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

class SchemaGeneratorIT {
    private static final Path COMMITTED = Path.of("src/main/generated");

    @Test
    void committedClassesAreThoseOfTheMigrations(@TempDir Path fresh) throws Exception {
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
