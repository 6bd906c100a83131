package dev.sluice.benchmarks.sink;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.benchmarks.measuring.Contender;
import dev.sluice.benchmarks.tables.BenchDatabase;
import dev.sluice.benchmarks.tables.Table;
import dev.sluice.exports.ExportSettings;
import dev.sluice.exports.Formats;
import dev.sluice.exports.pipeline.ExportPipeline;
import dev.sluice.exports.pipeline.ExportPlan;
import dev.sluice.exports.pipeline.ExportWatch;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.DataSourcesSettings;
import java.util.List;

/// The pipeline of the export worker in this process, with two readers, into a [CountingStore]: what
/// reading and encoding cost by themselves.
public final class CountingPipeline implements AutoCloseable {
    private static final int READERS = 2;

    private final DataSources sources = DataSources.create(DataSourcesSettings.defaults());
    private final ExportPipeline pipeline = new ExportPipeline(sources, new CountingStore());
    private final Formats formats = new Formats(ExportSettings.defaults());
    private final SourceConnection source;

    public CountingPipeline(BenchDatabase database) {
        source =
                new SourceConnection(
                        "default",
                        BenchDatabase.NAME,
                        "postgresql",
                        database.url(),
                        BenchDatabase.READER,
                        database.password(),
                        List.of(),
                        List.of(),
                        1);
        // knows the tables that are there now
        sources.refresh(source);
    }

    /// Timed from the opening of the source's connections to the end of the last.
    public Contender contender(String name, Table table, ExportFormat format) {
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long rows() {
                return table.rows();
            }

            @Override
            public Outcome run() {
                return export(table, format);
            }
        };
    }

    private Contender.Outcome export(Table table, ExportFormat format) {
        var request = new ExportRequest(null, format, Compression.NONE, ExportOptions.DEFAULTS);
        var sql = sources.guard(source, sources.catalog(source), table.query());
        var plan = ExportPlan.whole(source, sql, formats.of(request), "bench/", READERS);
        try {
            var start = System.nanoTime();
            var outcome = pipeline.run(plan, ExportWatch.NOBODY);
            return Contender.Outcome.since(start, outcome.rows(), outcome.bytes());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new BenchmarkFailure("The pipeline failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        sources.close();
    }
}
