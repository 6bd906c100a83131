package dev.sluice.agent.answer;

import dev.sluice.agent.context.Question;
import dev.sluice.agent.context.SqlNames;
import dev.sluice.model.analysis.AnalysisResult;
import dev.sluice.model.analysis.AnalysisResult.Usage;
import dev.sluice.model.analysis.Engine;
import dev.sluice.model.analysis.Intent;
import dev.sluice.sources.catalog.Catalog;
import java.util.List;

/// Answers what a source holds: no SQL, no rows, the catalog alone.
public final class CatalogAnswer {
    private final FollowUps followUps;

    public CatalogAnswer(FollowUps followUps) {
        this.followUps = followUps;
    }

    /// @param tables the tables asked about; empty for the source as a whole
    public AnalysisResult of(String source, Question question, List<Catalog.Table> tables) {
        var catalog = question.catalog();
        var looked = tables.isEmpty() ? catalog.tables() : tables;
        return new AnalysisResult(
                CatalogDescription.of(source, catalog, tables),
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                0,
                false,
                CatalogDescription.insights(catalog, tables),
                followUps.of(question, qualified(tables)),
                1,
                new AnalysisResult.Basis(
                        Engine.RULES,
                        Intent.DESCRIPTION,
                        looked.stream().map(table -> SqlNames.plain(catalog, table)).toList(),
                        List.of(),
                        assumptions(looked),
                        catalog.readAt(),
                        null),
                List.of(),
                0,
                Usage.NONE);
    }

    private static List<String> qualified(List<Catalog.Table> tables) {
        return tables.stream().map(table -> table.schema() + "." + table.name()).toList();
    }

    private static List<String> assumptions(List<Catalog.Table> tables) {
        return tables.stream().anyMatch(table -> table.estimatedRows() != null)
                ? List.of("Row counts are the database's own estimates.")
                : List.of();
    }
}
