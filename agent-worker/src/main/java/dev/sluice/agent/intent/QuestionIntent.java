package dev.sluice.agent.intent;

import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.sources.catalog.Catalog;
import java.util.List;

/// What a question asks for.
public sealed interface QuestionIntent {

    /// Numbers, an answer in words, a chart.
    record Analysis() implements QuestionIntent {}

    /// Rows in files.
    record Export(ExportFormat format, Compression compression) implements QuestionIntent {}

    /// What the source holds, answered from its catalog.
    ///
    /// @param tables the tables asked about; empty for the source as a whole
    record Description(List<Catalog.Table> tables) implements QuestionIntent {}
}
