package dev.sluice.standalone.cli;

import dev.sluice.model.analysis.AnalysisResult;
import dev.sluice.standalone.cli.terminal.ChartRenderer;
import dev.sluice.standalone.cli.terminal.Columns;
import dev.sluice.standalone.cli.terminal.Quantities;
import dev.sluice.standalone.cli.terminal.TableRenderer;
import dev.sluice.standalone.cli.terminal.Terminal;
import java.util.List;
import java.util.Locale;

/// An analysis for a person: answer, picture, rows, insights, and what it rests on.
final class AnswerPrinter {
    private static final int MOST_TABLES = 10;
    private static final int ROWS_ON_A_SCREEN = 20;

    private final Terminal terminal;

    AnswerPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(AnalysisResult result) {
        line(terminal.style().bold(Columns.oneLine(result.answer())));
        block(new ChartRenderer(terminal).render(result.visualization()));
        if (!result.columns().isEmpty()) {
            block(table(result));
        }
        if (result.truncated()) {
            line(terminal.style().dim("There are more rows; --max-rows asks for more of them."));
        }
        bullets("Insights", result.keyInsights());
        bullets("You could ask next", result.followUps());
        line("");
        line(terminal.style().dim(basis(result)));
        var sql = result.sql();
        if (sql != null) {
            line(terminal.style().dim("SQL"));
            sql.lines().forEach(text -> line("  " + Columns.oneLine(text)));
        }
    }

    private List<String> table(AnalysisResult result) {
        var most = terminal.interactive() ? ROWS_ON_A_SCREEN : Integer.MAX_VALUE;
        var names = result.columns().stream().map(AnalysisResult.Column::name).toList();
        return new TableRenderer(terminal).render(names, result.rows(), most);
    }

    private void bullets(String title, List<String> texts) {
        if (!texts.isEmpty()) {
            line("");
            line(title);
            texts.forEach(
                    text -> line("  " + terminal.glyphs().bullet() + " " + Columns.oneLine(text)));
        }
    }

    private String basis(AnalysisResult result) {
        var basis = result.basis();
        var tables = basis.tables().isEmpty() ? "" : "from " + some(basis.tables());
        var parts =
                List.of(
                        "engine " + basis.engine().name().toLowerCase(Locale.ROOT),
                        tables,
                        "confidence " + Math.round(result.confidence() * 100) + " %",
                        Quantities.count(result.rowCount(), "row")
                                + " in "
                                + Quantities.count(result.executionMs())
                                + " ms");
        return String.join(
                terminal.glyphs().separator(),
                parts.stream().filter(part -> !part.isEmpty()).toList());
    }

    private void block(List<String> lines) {
        if (!lines.isEmpty()) {
            line("");
            lines.forEach(this::line);
        }
    }

    private void line(String text) {
        terminal.out().println(text);
    }

    private static String some(List<String> tables) {
        return tables.size() <= MOST_TABLES
                ? String.join(", ", tables)
                : String.join(", ", tables.subList(0, MOST_TABLES))
                        + " and "
                        + (tables.size() - MOST_TABLES)
                        + " more";
    }
}
