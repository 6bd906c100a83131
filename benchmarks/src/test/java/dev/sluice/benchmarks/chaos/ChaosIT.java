package dev.sluice.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Two minutes of faults; longer runs are made by hand, with `./sluice chaos`.
@Timeout(400)
class ChaosIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void nothingIsLostDoubledOrWrongWhateverIsKilled() {
        var page = directory.resolve("report.md");
        var exit =
                execute(
                        "--minutes=2",
                        "--seed=7",
                        "--data=" + directory.resolve("run"),
                        "--report=" + page);
        assertThat(exit).as("%s%n%s", out, err).isZero();
        assertThat(out.toString())
                .contains("nothing lost, doubled or wrong")
                .containsPattern("analysis succeeded +\\d+")
                .containsPattern("export succeeded +\\d+")
                .containsPattern("kill agent worker +\\d+");
        assertThat(page).content().contains("| lost | 0 |", "| doubled | 0 |");
    }

    @Test
    void aSeedHasItsSchedule() {
        assertThat(execute("--minutes=30", "--seed=3", "--schedule")).isZero();
        var first = out.toString();
        out.getBuffer().setLength(0);
        assertThat(execute("--minutes=30", "--seed=3", "--schedule")).isZero();
        assertThat(out.toString()).isEqualTo(first).contains("kill at point CLAIM_AFTER_COMMIT");
        out.getBuffer().setLength(0);
        assertThat(execute("--minutes=30", "--seed=4", "--schedule")).isZero();
        assertThat(out.toString()).isNotEqualTo(first);
    }

    @Test
    void nonsenseIsRefusedInASentence() {
        assertThat(execute("--minutes=0")).isEqualTo(2);
        assertThat(err.toString()).contains("--minutes must be at least 1");
    }

    private int execute(String... options) {
        return ChaosProgram.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(options);
    }
}
