package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(400)
class BenchmarksIT {
    @TempDir private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aSmallRunPrintsEveryContender() throws IOException {
        var page = directory.resolve("page.md");
        var first = execute("--runs=1", "--only=csv,parquet,avro", "--markdown=" + page);
        if (!psqlIsThere()) {
            assertThat(first).isEqualTo(2);
            assertThat(err.toString()).contains("psql").contains("Install");
            return;
        }
        assertThat(first).as("%s%s", out, err).isZero();
        assertThat(out.toString())
                .contains("Loaded in")
                .containsPattern("psql COPY csv > /dev/null +[\\d,]+ .* 1\\.00 ")
                .containsPattern("Sluice csv to S3, one reader +[\\d,]+ ")
                .containsPattern("Sluice parquet zstd to S3, two readers +[\\d,]+ ")
                .containsPattern("cursor and AvroParquetWriter +[\\d,]+ ");
        assertThat(page).content().contains("| Sluice csv to S3, one reader | psql |");
    }

    @Test
    void nonsenseIsRefusedInASentence() {
        assertThat(execute("--runs=0")).isEqualTo(2);
        assertThat(err.toString()).contains("--rows and --runs must be at least 1");
    }

    private int execute(String... options) {
        var arguments = new ArrayList<>(List.of("export", "--rows=20000"));
        arguments.add("--data=" + directory.resolve("bench"));
        arguments.addAll(List.of(options));
        return Benchmarks.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    private static boolean psqlIsThere() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "psql")));
    }
}
