package dev.sluice.agent.answer;

import dev.sluice.agent.chart.Charting;
import dev.sluice.agent.checking.Checked;
import dev.sluice.agent.context.Question;
import dev.sluice.agent.context.SqlNames;
import dev.sluice.agent.shape.ResultShape;
import dev.sluice.agent.shape.ResultTable;
import dev.sluice.agent.shape.ShapeReader;
import dev.sluice.agent.shape.SqlFeatures;
import dev.sluice.agent.writing.Settled;
import dev.sluice.model.analysis.AnalysisResult;
import dev.sluice.model.analysis.Intent;
import dev.sluice.sources.reading.QueryResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows to a whole result: picture, words, and what they rest on.
public final class RowsAnswer {
    /// Nothing found may also mean a condition that was misunderstood.
    private static final double WHEN_EMPTY = 0.7;

    private static final int LONGEST_TITLE = 90;

    private final FollowUps followUps;

    public RowsAnswer(FollowUps followUps) {
        this.followUps = followUps;
    }

    /// @param chartWish the client's `preferences.chart`; null when it has none
    public AnalysisResult of(
            Question question,
            Settled<?> settled,
            Checked checked,
            QueryResult rows,
            @Nullable String chartWish) {
        var proposal = settled.proposal();
        var features = SqlFeatures.of(checked.sql().sql());
        var shape = ShapeReader.read(ResultTable.of(rows), features);
        var filters = new ArrayList<>(proposal.filters());
        filters.addAll(checked.filters());
        var picture =
                Charting.draw(question.text(), title(question.text()), shape, features, chartWish);
        var confidence =
                shape instanceof ResultShape.Empty
                        ? proposal.confidence() * WHEN_EMPTY
                        : proposal.confidence();
        return new AnalysisResult(
                AnswerSentence.of(question.text(), shape, features, filters)
                        + Unfinished.words(shape, question.today()),
                picture.visualization(),
                picture.spec(),
                picture.reason(),
                checked.sql().sql(),
                rows.columns().stream()
                        .map(column -> new AnalysisResult.Column(column.name(), column.type()))
                        .toList(),
                rows.rows(),
                rows.rows().size(),
                rows.truncated(),
                Insights.of(shape, features),
                followUps.of(question, checked.sql().tables()),
                rounded(confidence),
                new AnalysisResult.Basis(
                        proposal.engine(),
                        Intent.ANALYSIS,
                        tables(question, checked),
                        List.copyOf(filters),
                        proposal.assumptions(),
                        rows.asOf(),
                        null),
                settled.history(),
                rows.executionMs(),
                settled.usage());
    }

    private static List<String> tables(Question question, Checked checked) {
        return checked.sql().tables().stream()
                .map(table -> SqlNames.plain(question.catalog(), table))
                .distinct()
                .toList();
    }

    private static String title(String question) {
        var line = question.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE - 1) + "…";
    }

    private static double rounded(double confidence) {
        return Math.round(confidence * 100) / 100.0;
    }
}
