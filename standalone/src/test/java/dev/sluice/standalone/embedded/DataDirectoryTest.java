package dev.sluice.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embedded.ServerStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir Path parent;

    @Test
    void belongsToItsOwnerAlone() throws IOException {
        try (var data = open()) {
            data.secrets().secretKey();
            data.keepApiKey("slc_a-key");

            assertThat(mode(data.path())).isEqualTo("rwx------");
            assertThat(mode(data.path().resolve("secrets.properties"))).isEqualTo("rw-------");
            assertThat(mode(data.apiKeyFile())).isEqualTo("rw-------");
        }
    }

    @Test
    void refusesASecondHolderAndNamesTheFirst() {
        try (var _ = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("already runs")
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void isFreeAgainAfterItsHolder() {
        open().close();
        open().close();
    }

    @Test
    void keepsItsSecrets() {
        String key;
        String password;
        try (var data = open()) {
            key = data.secrets().secretKey();
            password = data.secrets().password("retail");
        }
        try (var data = open()) {
            assertThat(data.secrets().secretKey()).isEqualTo(key);
            assertThat(data.secrets().password("retail")).isEqualTo(password);
            assertThat(data.secrets().password("another")).isNotEqualTo(password);
        }
        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
    }

    @Test
    void keepsItsPorts() {
        int first;
        try (var data = open()) {
            first = data.ports().internal("kafka");
        }
        try (var data = open()) {
            assertThat(data.ports().internal("kafka")).isEqualTo(first);
        }
    }

    private DataDirectory open() {
        return DataDirectory.open(parent.resolve("data"));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
