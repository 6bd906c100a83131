package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(400)
class BenchmarksIT {
    @TempDir private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aSmallRunPrintsEveryContender() {
        var page = directory.resolve("page.md");
        measure("--only=csv,parquet,avro,sink,narrow", "--narrow=0.01,0.02", "--markdown=" + page);
        assertThat(out.toString())
                .containsPattern("About \\d+")
                .contains("Loaded in")
                .containsPattern("psql COPY csv > /dev/null +[\\d,]+ .* 1\\.00 ")
                .containsPattern("Sluice csv to S3, one reader +[\\d,]+ ")
                .containsPattern("Sluice csv zstd to S3, readers as planned +[\\d,]+ ")
                .containsPattern("Sluice parquet zstd to S3, two readers +[\\d,]+ ")
                .containsPattern("cursor and AvroParquetWriter +[\\d,]+ ")
                .containsPattern("pipeline csv, two readers, counting sink +[\\d,]+ ")
                .containsPattern("narrow, 20,000 rows +[\\d,]+ ");
        assertThat(page)
                .content()
                .contains("| Sluice csv to S3, one reader | psql |", "| 20,000 |");

        measure("--only=sink");
        assertThat(out.toString()).contains("Kept from an earlier run");
    }

    @Test
    @Tag("long")
    void workersOfTheirOwnAreMeasuredToo() {
        measure("--only=memory,eight");
        assertThat(out.toString())
                .containsPattern("export worker, csv none +\\d+ ")
                .containsPattern("export worker, parquet zstd +\\d+ ")
                .containsPattern("eight exports at once, parquet zstd +[\\d,]+ ");
    }

    @Test
    @Tag("long")
    void acceptedJobsAreMeasuredBesideBothLibraries() {
        var page = directory.resolve("jobs.md");
        jobs("--only=submit", "--seconds=1", "--clients=2", "--markdown=" + page);
        assertThat(out.toString())
                .contains("fsync on, synchronous_commit on")
                .containsPattern("JobRunr, enqueue +[\\d,]+ .* 1\\.00 ")
                .containsPattern("db-scheduler, schedule +[\\d,]+ ")
                .containsPattern("Sluice, POST /v1/analyses +[\\d,]+ ")
                .containsPattern("Sluice, POST /v1/exports with SQL +[\\d,]+ ");
        assertThat(page).content().contains("| Sluice, POST /v1/analyses |");
    }

    @Test
    @Tag("long")
    void startsAndBacklogsAreMeasuredToo() {
        jobs("--only=pickup,backlog", "--samples=4", "--clients=2", "--depths=5,20");
        assertThat(out.toString())
                .containsPattern("Sluice, export on a worker of its own +4 ")
                .containsPattern("JobRunr, polling every 5 s \\(its shortest\\) +4 ")
                .containsPattern("db-scheduler, immediate execution +4 ")
                .containsPattern("another tenant's wait, jobs +with 20 queued ");
    }

    @Test
    void nonsenseIsRefusedInASentence() {
        assertThat(execute("--runs=0")).isEqualTo(2);
        assertThat(err.toString()).contains("--rows and --runs must be at least 1");
    }

    private void measure(String... options) {
        var arguments = new ArrayList<>(List.of(options));
        arguments.add("--runs=1");
        var exit = execute(arguments.toArray(String[]::new));
        if (psqlIsThere()) {
            assertThat(exit).as("%s%s", out, err).isZero();
        } else {
            assertThat(exit).isEqualTo(2);
            assertThat(err.toString()).contains("psql").contains("Install");
            abort("no psql here");
        }
    }

    private void jobs(String... options) {
        var arguments = new ArrayList<>(List.of("jobs", "--runs=1"));
        arguments.add("--data=" + directory.resolve("bench"));
        arguments.addAll(List.of(options));
        assertThat(run(arguments)).as("%s%s", out, err).isZero();
    }

    private int execute(String... options) {
        var arguments = new ArrayList<>(List.of("export", "--rows=20000"));
        arguments.add("--data=" + directory.resolve("bench"));
        arguments.addAll(List.of(options));
        return run(arguments);
    }

    private int run(List<String> arguments) {
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
