package dev.sluice.agent.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sources.catalog.Catalog;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatalogSliceTest {
    @Test
    void bestTablesComeFirst() {
        var slice =
                CatalogSlice.of(
                        Catalogs.of(
                                Catalogs.table("stores", "id:int4", "region:text"),
                                Catalogs.table("salesOrders", "id:int4", "amount:numeric")),
                        "total amount of sales orders");
        assertThat(slice.complete()).isTrue();
        assertThat(slice.tables().getFirst().name()).isEqualTo("salesOrders");
    }

    @Test
    void aLargeCatalogIsCutToWhatFitsAndWhatItRefersTo() {
        var tables =
                IntStream.range(0, 500)
                        .mapToObj(i -> Catalogs.table("t" + i, "id:int4", "c" + i + ":text"))
                        .toArray(Catalog.Table[]::new);
        tables[400] =
                new Catalog.Table(
                        "public",
                        "voyages",
                        "table",
                        null,
                        null,
                        List.of(),
                        List.of(),
                        List.of(
                                new Catalog.ForeignKey(
                                        List.of("ship"), "public", "t77", List.of("id"))));
        var slice = CatalogSlice.of(Catalogs.of(tables), "how many voyages were there");

        assertThat(slice.complete()).isFalse();
        assertThat(slice.tables()).hasSizeLessThanOrEqualTo(16);
        assertThat(slice.tables()).extracting(Catalog.Table::name).startsWith("voyages", "t77");
    }
}
