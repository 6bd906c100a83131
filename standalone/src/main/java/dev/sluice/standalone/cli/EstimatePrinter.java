package dev.sluice.standalone.cli;

import dev.sluice.model.Json;
import dev.sluice.standalone.cli.terminal.Quantities;
import dev.sluice.standalone.cli.terminal.Terminal;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// What an export would be like, for a person.
final class EstimatePrinter {
    private final Terminal terminal;
    private final boolean json;

    EstimatePrinter(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    void print(JsonNode estimate) {
        if (json) {
            JsonOutput.print(terminal, Json.mapper().treeToValue(estimate, Object.class));
            return;
        }
        var seconds = Math.round(estimate.path("estimated_seconds").asDouble());
        line(
                terminal.style()
                        .bold(
                                "About "
                                        + Quantities.count(
                                                estimate.path("estimated_rows").asLong(), "row")
                                        + ", "
                                        + Quantities.bytes(
                                                estimate.path("estimated_bytes").asLong())
                                        + ", "
                                        + (seconds < 1
                                                ? "under a second"
                                                : Quantities.time(Duration.ofSeconds(seconds)))));
        for (var advice : estimate.path("advice")) {
            line("  " + advice.asString());
        }
        for (var other : estimate.path("formats")) {
            var compression = other.path("compression").asString();
            var name =
                    other.path("format").asString()
                            + (compression.equals("none") ? "" : " with " + compression);
            line(
                    terminal.style()
                            .dim(
                                    "  "
                                            + name
                                            + ": about "
                                            + Quantities.bytes(
                                                    other.path("estimated_bytes").asLong())));
        }
    }

    private void line(String text) {
        terminal.out().println(text);
    }
}
