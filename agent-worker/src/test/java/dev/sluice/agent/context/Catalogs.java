package dev.sluice.agent.context;

import dev.sluice.sources.catalog.Catalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Catalogs written down in a test.
public final class Catalogs {
    private Catalogs() {}

    public static Catalog of(Catalog.Table... tables) {
        return new Catalog(
                Instant.parse("2026-11-20T10:00:00Z"), List.of("public"), List.of(tables));
    }

    /// @param columns `name:type`
    public static Catalog.Table table(String name, String... columns) {
        return new Catalog.Table(
                "public",
                name,
                "table",
                null,
                1000L,
                new ArrayList<>(
                        Arrays.stream(columns)
                                .map(column -> column.split(":"))
                                .map(parts ->
                                        new Catalog.Column(
                                                parts[0], parts[1], true, null, null, List.of()))
                                .toList()),
                List.of(),
                List.of());
    }
}
