package dev.sluice.agent.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.questions.QuestionCatalog;
import dev.sluice.sources.catalog.Catalog;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionCatalogsTest {
    private static final Catalog.Table PARTITION = table("readings_2025", "partition");

    @Test
    void partitionsAreNotAskedBesideTheirTable() {
        var catalog = Catalogs.of(table("readings", "partitioned_table"), PARTITION);

        assertThat(QuestionCatalogs.of(catalog).tables())
                .extracting(QuestionCatalog.Table::name)
                .containsExactly("readings");
    }

    @Test
    void partitionsAloneAreAllThereIs() {
        assertThat(QuestionCatalogs.of(Catalogs.of(PARTITION)).tables()).hasSize(1);
    }

    private static Catalog.Table table(String name, String kind) {
        return new Catalog.Table("public", name, kind, null, null, List.of(), List.of(), List.of());
    }
}
