package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class BenchmarksIT {
    @TempDir private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aSmallRunPrintsEveryContenderAndKeepsItsData() {
        var first = execute("bench", "20000");
        if (!psqlIsThere()) {
            assertThat(first).isEqualTo(2);
            assertThat(err.toString()).contains("psql").contains("Install");
            return;
        }
        assertThat(first).as("%s%s", out, err).isZero();
        assertThat(out.toString())
                .contains("Loaded in")
                .containsPattern("psql COPY csv > /dev/null +[\\d,]+ .* 1\\.00 ")
                .containsPattern("Sluice csv none to S3 +[\\d,]+ ")
                .containsPattern("Sluice parquet zstd to S3 +[\\d,]+ ");

        assertThat(execute("bench", "20000")).isZero();
        assertThat(out.toString()).contains("Kept from an earlier run");
    }

    @Test
    void nonsenseIsRefusedInASentence() {
        assertThat(execute("none", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--rows and --runs must be at least 1");
    }

    private int execute(String data, String rows) {
        return Benchmarks.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        "export",
                        "--rows=" + rows,
                        "--runs=1",
                        "--data=" + directory.resolve(data));
    }

    private static boolean psqlIsThere() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "psql")));
    }
}
