package dev.sluice.exports;

import dev.sluice.exports.csv.CsvEncoder;
import dev.sluice.exports.encoding.FileEncoder;
import dev.sluice.exports.parquet.ParquetEncoder;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;

/// The encoder of what was asked for.
final class Encoders {
    private final long rowGroupBytes;

    Encoders(ExportSettings settings) {
        this.rowGroupBytes = settings.rowGroupSize().toBytes();
    }

    /// @throws dev.sluice.model.problem.ProblemException `unsupported`
    FileEncoder of(ExportRequest request) {
        return switch (request.format()) {
            case CSV -> new CsvEncoder(request.compression());
            case TSV, JSONL, ARROW, XLSX ->
                    throw ProblemType.UNSUPPORTED.because(
                            request.format() + " is not written yet.");
            case PARQUET -> new ParquetEncoder(request.compression(), rowGroupBytes);
        };
    }
}
