package dev.sluice.exports;

import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.exports.estimate.ExportAdvice;
import dev.sluice.exports.estimate.ExportForecast;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportEstimate;
import dev.sluice.model.export.ExportEstimate.Alternative;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.request.EstimateCall;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.sources.DataSources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Answers what an export would be like: rows by the planner and a sample, bytes by encoding a sample
/// for real, seconds by the exports before it.
final class Estimates {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final List<ExportRequest> USUAL =
            List.of(
                    usual(ExportFormat.CSV, Compression.NONE),
                    usual(ExportFormat.CSV, Compression.ZSTD),
                    usual(ExportFormat.PARQUET, Compression.ZSTD));

    private final DataSources sources;
    private final ExportTools tools;
    private final ExportForecast forecast;

    private Estimates(DataSources sources, ExportTools tools) {
        this.sources = sources;
        this.tools = tools;
        this.forecast = new ExportForecast(sources, tools.throughput());
    }

    static Estimates of(DataSources sources, ExportTools tools) {
        return new Estimates(sources, tools);
    }

    private static ExportRequest usual(ExportFormat format, Compression compression) {
        return new ExportRequest(null, format, compression, ExportOptions.DEFAULTS);
    }

    ExportEstimate answer(RunningJob job, EstimateCall call) {
        var request = call.export();
        var format = tools.formats().of(request);
        var source = job.source();
        var sql = sources.guard(source, sources.catalog(source, job), call.sql());
        job.checkWanted();
        var rows = sources.estimate(source, sql, LIMIT, job).rows();
        var limit = request.options().rowLimit();
        var wanted = limit == null ? rows : Math.min(rows, limit);
        job.checkWanted();
        var asked = forecast.of(source, sql, request, format, wanted);
        var others = new ArrayList<Alternative>();
        for (var other : USUAL) {
            job.checkWanted();
            if (!sameKind(other, request)) {
                var size = forecast.bytes(source, sql, formatOf(other), wanted);
                others.add(new Alternative(other.format(), other.compression(), size));
            }
        }
        var advice =
                ExportAdvice.of(request, wanted, asked.bytes(), format.mostRowsPerFile(), others);
        return new ExportEstimate(wanted, asked.bytes(), asked.seconds(), advice, others);
    }

    private FileFormat formatOf(ExportRequest request) {
        return tools.formats().of(request);
    }

    private static boolean sameKind(ExportRequest one, ExportRequest other) {
        return one.format() == other.format() && one.compression() == other.compression();
    }
}
