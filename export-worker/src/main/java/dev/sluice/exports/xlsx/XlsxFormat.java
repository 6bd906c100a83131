package dev.sluice.exports.xlsx;

import dev.sluice.exports.encoding.FileAssembly;
import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.lines.LineFiles;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// XLSX from binary COPY. Text is never taken for a formula there, so the formula guard has nothing to
/// do.
public final class XlsxFormat implements FileFormat {
    /// With the row of names.
    static final int ROWS_OF_SHEET = 1_048_576;

    private static final int MOST_COLUMNS = 16_384;

    /// Of the compressor, which each file has.
    private static final long DEFLATER = 512 * 1024;

    private final LineFiles pieces = new LineFiles("XLSX", Compression.NONE, null);
    private final boolean manySheets;

    /// @throws dev.sluice.model.problem.ProblemException `unsupported`
    public XlsxFormat(Compression compression, ExportOptions options) {
        if (compression != Compression.NONE) {
            throw ProblemType.UNSUPPORTED.because(
                    "XLSX is an archive already: leave `compression` out.");
        }
        if (options.bytesPerPart() != null) {
            throw ProblemType.UNSUPPORTED.because(
                    "XLSX is compressed as a whole: split it by rows_per_part, not by"
                            + " bytes_per_part.");
        }
        this.manySheets = options.manySheets();
    }

    @Override
    public CopyFormat copyFormat() {
        return new CopyFormat.Binary((_, column) -> CellValue.of(column.oid()) == null);
    }

    @Override
    public String extension() {
        return "xlsx";
    }

    @Override
    public String contentType() {
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    }

    /// Names may be doubled.
    @Override
    public List<Manifest.Column> columns(List<ResultColumn> described) {
        if (described.size() > MOST_COLUMNS) {
            throw ProblemType.UNSUPPORTED.because(
                    ("A sheet of XLSX has at most %,d columns, the statement has %,d: name fewer,"
                                    + " or export csv or parquet.")
                            .formatted(MOST_COLUMNS, described.size()));
        }
        return described.stream()
                .map(c -> new Manifest.Column(c.name(), c.type(), c.nullable()))
                .toList();
    }

    @Override
    public long mostRowsPerFile() {
        return manySheets ? Long.MAX_VALUE : ROWS_OF_SHEET - 1;
    }

    static ProblemException tooManyRows() {
        return ProblemType.UNSUPPORTED.because(
                ("A sheet of XLSX holds at most %,d rows below its header: ask for several sheets"
                                + " (`sheets`: \"many\") or files (`rows_per_part`), filter, or"
                                + " export csv or parquet.")
                        .formatted(ROWS_OF_SHEET - 1));
    }

    @Override
    public long memoryPerEncoder() {
        return pieces.memoryPerEncoder() + DEFLATER;
    }

    /// The file compresses what it gets, which is slower than a COPY.
    @Override
    public boolean encodesAside() {
        return true;
    }

    @Override
    public RowEncoder encoder(List<ResultColumn> columns, long chunkBytes) {
        return new SheetRows(pieces.pieces(chunkBytes), columns);
    }

    @Override
    public FileAssembly begin(List<ResultColumn> columns, OutputStream file) throws IOException {
        return new Workbook(columns, manySheets, file);
    }
}
