package dev.sluice.sources;

import dev.sluice.model.job.Cancellation;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.catalog.Catalog;
import dev.sluice.sources.engine.SourceEngine;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.naming.NearestNames;
import dev.sluice.sources.plan.Plan;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.HeldSnapshot;
import dev.sluice.sources.reading.QueryResult;
import dev.sluice.sources.reading.RowEstimate;
import dev.sluice.sources.reading.Scan;
import dev.sluice.sources.reading.ScanRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Sends each call to the engine of the source's kind; what all kinds share (catalog cache, guard)
/// lives here.
final class EngineDataSources implements DataSources {
    private final Map<String, SourceEngine> engines;
    private final CatalogCache catalogs;
    private final BiFunction<Catalog, String, GuardedSql> guard;

    EngineDataSources(
            Map<String, SourceEngine> engines,
            CatalogCache catalogs,
            BiFunction<Catalog, String, GuardedSql> guard) {
        this.engines = Map.copyOf(engines);
        this.catalogs = catalogs;
        this.guard = guard;
    }

    @Override
    public ProbeReport probe(SourceConnection source) {
        return engine(source).probe(source);
    }

    @Override
    public Catalog catalog(SourceConnection source, Cancellation cancellation) {
        var engine = engine(source);
        return catalogs.get(source, () -> engine.readCatalog(source, cancellation), cancellation);
    }

    @Override
    public Optional<Catalog> cachedCatalog(SourceConnection source) {
        return catalogs.cached(source);
    }

    @Override
    public Catalog refresh(SourceConnection source) {
        var engine = engine(source);
        return catalogs.read(
                source, () -> engine.readCatalog(source, Cancellation.NEVER), Cancellation.NEVER);
    }

    @Override
    public Catalog.Table sampled(SourceConnection source, String table) {
        return engine(source).sample(source, requireTable(catalog(source), table));
    }

    @Override
    public GuardedSql guard(SourceConnection source, Catalog catalog, String sql) {
        return guard.apply(catalog, sql);
    }

    @Override
    public Plan explain(
            SourceConnection source, GuardedSql sql, Duration limit, Cancellation cancellation) {
        return engine(source).explain(source, cachedCatalog(source), sql, limit, cancellation);
    }

    @Override
    public QueryResult query(
            SourceConnection source,
            GuardedSql sql,
            int maxRows,
            Duration timeout,
            Cancellation cancellation) {
        return engine(source)
                .query(source, cachedCatalog(source), sql, maxRows, timeout, cancellation);
    }

    @Override
    public Scan scan(
            SourceConnection source,
            GuardedSql sql,
            ScanRequest request,
            Cancellation cancellation) {
        return engine(source).scan(source, cachedCatalog(source), sql, request, cancellation);
    }

    @Override
    public HeldSnapshot hold(SourceConnection source, GuardedSql sql) {
        return engine(source).hold(source, cachedCatalog(source), sql);
    }

    @Override
    public RowEstimate estimate(
            SourceConnection source, GuardedSql sql, Duration limit, Cancellation cancellation) {
        return engine(source).estimate(source, cachedCatalog(source), sql, limit, cancellation);
    }

    @Override
    public CopyReader sample(
            SourceConnection source, GuardedSql sql, CopyFormat format, int rows, Duration limit) {
        return engine(source).sample(source, cachedCatalog(source), sql, format, rows, limit);
    }

    @Override
    public void forget(String tenant, String sourceName) {
        catalogs.forget(tenant, sourceName);
        engines.values().forEach(engine -> engine.forget(tenant, sourceName));
    }

    @Override
    public void close() {
        engines.values().forEach(SourceEngine::close);
    }

    private SourceEngine engine(SourceConnection source) {
        var engine = engines.get(source.kind());
        if (engine == null) {
            throw ProblemType.UNSUPPORTED.because(
                    "Sources of kind '" + source.kind() + "' do not exist yet; use postgresql.");
        }
        return engine;
    }

    private static Catalog.Table requireTable(Catalog catalog, String name) {
        var qualified =
                catalog.tables().stream()
                        .filter(t -> (t.schema() + "." + t.name()).equals(name))
                        .findFirst();
        return qualified
                .or(() -> unqualified(catalog, name))
                .orElseThrow(() ->
                        Problem.of(
                                        ProblemType.UNKNOWN_TABLE,
                                        "There is no table '" + name + "' here.")
                                .withSuggestions(NearestNames.ofTables(catalog, name))
                                .toException());
    }

    /// By the default schemas, else by the name alone where only one schema has it.
    private static Optional<Catalog.Table> unqualified(Catalog catalog, String name) {
        return catalog.defaultSchemas().stream()
                .flatMap(schema -> catalog.find(schema, name).stream())
                .findFirst()
                .or(() ->
                        only(
                                catalog.tables().stream()
                                        .filter(t -> t.name().equals(name))
                                        .toList()));
    }

    private static Optional<Catalog.Table> only(List<Catalog.Table> tables) {
        return tables.size() == 1 ? Optional.of(tables.getFirst()) : Optional.empty();
    }
}
