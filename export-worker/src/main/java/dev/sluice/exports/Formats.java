package dev.sluice.exports;

import dev.sluice.exports.arrow.ArrowFormat;
import dev.sluice.exports.csv.CsvFormat;
import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.exports.jsonl.JsonLinesFormat;
import dev.sluice.exports.parquet.ParquetFormat;
import dev.sluice.exports.xlsx.XlsxFormat;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;

/// The file format of what was asked for.
public final class Formats {
    private final long rowGroupBytes;

    public Formats(ExportSettings settings) {
        this.rowGroupBytes = settings.rowGroupSize().toBytes();
    }

    /// Bytes of memory of an export as most are: the neediest of the usual formats, with one reader.
    static long ordinaryNeed(ExportSettings settings) {
        return ExportMemory.base(
                new Formats(settings)
                        .of(
                                new ExportRequest(
                                        null,
                                        ExportFormat.PARQUET,
                                        Compression.ZSTD,
                                        ExportOptions.DEFAULTS)));
    }

    /// @throws dev.sluice.model.problem.ProblemException `unsupported`
    public FileFormat of(ExportRequest request) {
        if (!request.format().compressions().contains(request.compression())) {
            throw ProblemType.UNSUPPORTED.because(
                    "%s is written with compression %s, not %s."
                            .formatted(
                                    request.format(),
                                    request.format().compressions(),
                                    request.compression()));
        }
        return switch (request.format()) {
            case CSV, TSV ->
                    new CsvFormat(request.format(), request.compression(), request.options());
            case PARQUET ->
                    new ParquetFormat(request.compression(), request.options(), rowGroupBytes);
            case JSONL -> new JsonLinesFormat(request.compression(), request.options());
            case XLSX -> new XlsxFormat(request.compression(), request.options());
            case ARROW -> new ArrowFormat(request.compression(), request.options());
        };
    }
}
