package dev.sluice.agent.context;

import dev.sluice.questions.QuestionCatalog;
import dev.sluice.sources.catalog.Catalog;
import java.time.LocalDate;

/// A question with what is known around it.
///
/// @param wantsFile whether it asks for rows in a file rather than for an answer
/// @param today what "this year" counts from
public record Question(
        String text,
        Catalog catalog,
        QuestionCatalog ruleCatalog,
        CatalogSlice slice,
        boolean wantsFile,
        LocalDate today) {

    public static Question of(String text, Catalog catalog, boolean wantsFile, LocalDate today) {
        return new Question(
                text,
                catalog,
                QuestionCatalogs.of(catalog),
                CatalogSlice.of(catalog, text),
                wantsFile,
                today);
    }
}
