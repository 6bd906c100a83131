package dev.sluice.standalone.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerAddressTest {
    @TempDir private Path data = Path.of("");

    @Test
    void theDataDirectoryHasPortAndKey() throws IOException {
        Files.writeString(data.resolve("port"), "8123\n");
        Files.writeString(data.resolve("api-key"), "slc_fromfile\n");

        var address = ServerAddress.find(null, null, data, Map.of());

        assertThat(address.base()).hasToString("http://localhost:8123");
        assertThat(address.key()).isEqualTo("slc_fromfile");
        assertThat(ServerAddress.find(null, null, null, Map.of("SLUICE_DATA_DIR", data.toString())))
                .isEqualTo(address);
    }

    @Test
    void theEnvironmentComesBeforeTheDirectoryAndOptionsBeforeBoth() throws IOException {
        Files.writeString(data.resolve("port"), "8123");
        Files.writeString(data.resolve("api-key"), "slc_fromfile");
        var environment =
                Map.of("SLUICE_URL", "https://sluice.example/", "SLUICE_API_KEY", "slc_fromenv");

        var byEnvironment = ServerAddress.find(null, null, data, environment);
        var byOption = ServerAddress.find("http://h:1", "slc_option", data, environment);

        assertThat(byEnvironment.base()).hasToString("https://sluice.example");
        assertThat(byEnvironment.key()).isEqualTo("slc_fromenv");
        assertThat(byOption.base()).hasToString("http://h:1");
        assertThat(byOption.key()).isEqualTo("slc_option");
    }

    @Test
    void withoutAnythingItIsPort8080() {
        assertThat(ServerAddress.find(null, "slc_x", data, Map.of()).base())
                .hasToString("http://localhost:8080");
    }

    @Test
    void withoutAKeyTheSentenceSaysWhereOneGoes() {
        assertThatThrownBy(() -> ServerAddress.find(null, null, data, Map.of()))
                .isInstanceOf(CliFailure.class)
                .hasMessageContainingAll("--key", "SLUICE_API_KEY", "--data", "api-key");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (var wrong : new String[] {"localhost:8080", "ftp://h", "http://", "a b"}) {
            assertThatThrownBy(() -> ServerAddress.find(wrong, "slc_x", data, Map.of()))
                    .as(wrong)
                    .isInstanceOf(CliFailure.class)
                    .hasMessageContaining("is not the address of a server");
        }
    }

    @Test
    void theKeyIsNeverPartOfTheText() {
        assertThat(ServerAddress.find(null, "slc_secret", data, Map.of()).toString())
                .doesNotContain("slc_secret");
    }
}
