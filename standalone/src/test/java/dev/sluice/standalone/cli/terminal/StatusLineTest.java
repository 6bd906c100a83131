package dev.sluice.standalone.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void onATerminalTheLineIsDrawnOverAndCleared() {
        try (var status = status(true)) {
            status.show("Planning", "");
            status.show("Exporting", "10 rows");
        }
        assertThat(err.toString())
                .isEqualTo("\rPlanning\u001b[K\rExporting  10 rows\u001b[K\r\u001b[K");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void tooQuickChangesAreNotDrawn() {
        try (var status = status(true)) {
            status.show("Exporting", "10 rows");
            status.show("Exporting", "20 rows");
            now = now.plus(Duration.ofMillis(150));
            status.show("Exporting", "30 rows");
        }
        assertThat(err.toString()).contains("10 rows", "30 rows").doesNotContain("20 rows");
    }

    @Test
    void whenPipedEachPhaseIsALineAndProgressComesEveryFewSeconds() {
        try (var status = status(false)) {
            status.show("Planning", "");
            status.show("Planning", "");
            status.show("Exporting", "10 rows");
            now = now.plus(Duration.ofSeconds(1));
            status.show("Exporting", "20 rows");
            now = now.plus(Duration.ofSeconds(5));
            status.show("Exporting", "30 rows");
        }
        assertThat(err.toString().lines())
                .containsExactly("Planning", "Exporting  10 rows", "Exporting  30 rows");
        assertThat(err.toString()).doesNotContain("\r", "\u001b");
    }

    @Test
    void aRemarkStaysAndThePipedPhaseIsNotRepeated() {
        try (var status = status(false)) {
            status.show("Planning", "");
            status.remark("by month");
            status.show("Planning", "");
        }
        assertThat(err.toString().lines()).containsExactly("Planning", "by month");
    }

    @Test
    void anotherAttemptBeginsItsRateAnew() {
        var progress = new ProgressText(Terminals.ascii(120));
        progress.text(now, 1_000L, 1_000, null, null);
        progress.text(now.plusSeconds(1), 2_000L, 2_000, null, null);
        progress.text(now.plusSeconds(40), 100L, 100, null, null);

        assertThat(progress.text(now.plusSeconds(42), 300L, 300, null, null))
                .isEqualTo("300 rows, 300 B, 100 rows/s");
    }

    @Test
    void progressHasABarRowsRateAndTimeLeft() {
        var terminal = Terminals.unicode(120);
        var progress = new ProgressText(terminal);
        progress.text(now, 0L, 0, 0.0, null);

        var text = progress.text(now.plusSeconds(2), 1_000_000L, 50_000_000, 0.25, 6.2);

        assertThat(text)
                .isEqualTo(
                        "██████░░░░░░░░░░░░░░░░░░  25 % 1,000,000 rows · 50.0 MB · 500,000 rows/s"
                                + " · 6 s left");
    }

    @Test
    void withoutAnEstimateThereIsNoBar() {
        assertThat(new ProgressText(Terminals.ascii(80)).text(now, 5L, 10, null, null))
                .isEqualTo("5 rows, 10 B");
    }

    private StatusLine status(boolean interactive) {
        var terminal =
                new Terminal(
                        new PrintWriter(out), new PrintWriter(err), interactive, false, true, 80);
        return new StatusLine(terminal, () -> now);
    }
}
