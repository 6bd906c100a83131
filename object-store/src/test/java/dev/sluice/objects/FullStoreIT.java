package dev.sluice.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.Ports;
import dev.sluice.embedded.S3Endpoint;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An embedded store on a file system of a few megabytes.
@Timeout(60)
class FullStoreIT {
    private static final int MEGABYTES = 24;

    @TempDir private Path directory = Path.of("");

    @BeforeEach
    void mount() {
        assumeThat(
                        run(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=" + MEGABYTES + "m",
                                "sluice-test",
                                directory.toString()))
                .as("this process may mount")
                .isTrue();
    }

    @AfterEach
    void unmount() {
        run("umount", directory.toString());
    }

    @Test
    void saysThatItHasNoSpaceLeft() throws Exception {
        var server =
                S3Endpoint.start(
                        new S3Endpoint.Settings(
                                directory, "127.0.0.1", Ports.free(), "key", "only-for-tests"));
        Files.createDirectory(directory.resolve("full"));
        var store =
                ObjectStores.connect(
                        new S3Settings(
                                server.endpoint(),
                                null,
                                server.region(),
                                "full",
                                server.accessKey(),
                                server.secretKey()));

        var failure =
                catchThrowableOfType(ProblemException.class, () -> write(store, MEGABYTES + 16));

        assertThat(failure.is(ProblemType.STORE_FAILED)).isTrue();
        assertThat(failure.problem().detail()).contains("it has no space left");
        assertThat(failure.problem().retryable()).isTrue();
        assertThat(failure.problem().retryAfterSeconds()).isEqualTo(60);
        write(store, 1);
        // connections that the client keeps open can make the first stop run into its limit
        await().ignoreExceptions()
                .until(() -> {
                    server.close();
                    return true;
                });
    }

    private static void write(ObjectStore store, int megabytes) throws IOException {
        try (var upload = store.begin("object-of-" + megabytes, "text/csv")) {
            for (int i = 0; i < megabytes; i++) {
                upload.stream().write(new byte[1 << 20]);
            }
            upload.commit();
        }
    }

    private static boolean run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such command
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
