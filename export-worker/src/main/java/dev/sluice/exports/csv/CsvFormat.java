package dev.sluice.exports.csv;

import dev.sluice.exports.encoding.FileAssembly;
import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.lines.LineFiles;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CSV and TSV as PostgreSQL writes them, passed on byte for byte unless `crlf` or `formula_guard` ask
/// for something else.
public final class CsvFormat implements FileFormat {
    private static final char APOSTROPHE = '\'';

    private final boolean tabs;
    private final ExportOptions options;
    private final char delimiter;
    private final LineFiles files;

    /// @param format CSV or TSV
    /// @throws dev.sluice.model.problem.ProblemException `unsupported`
    public CsvFormat(ExportFormat format, Compression compression, ExportOptions options) {
        this.tabs = format == ExportFormat.TSV;
        this.options = options;
        this.delimiter = delimiter(options.delimiter(), tabs);
        this.files = new LineFiles(tabs ? "TSV" : "CSV", compression, options.level());
        if (options.formulaGuard()) {
            requireGuardable();
        }
    }

    private static char delimiter(@Nullable String given, boolean tabs) {
        if (given == null) {
            return tabs ? '\t' : ',';
        }
        if (tabs && !given.equals("\t")) {
            throw ProblemType.UNSUPPORTED.because(
                    "TSV separates by tabs; for another delimiter export csv.");
        }
        if (given.length() != 1 || given.charAt(0) >= 0x80 || "\"\r\n\0".contains(given)) {
            throw ProblemType.UNSUPPORTED.because(
                    "The delimiter is one ASCII character other than a quote or a line break.");
        }
        return given.charAt(0);
    }

    /// The guard writes apostrophes into fields that were quoted, or not, without them.
    private void requireGuardable() {
        if (delimiter == APOSTROPHE || options.nullText().startsWith("'")) {
            throw ProblemType.UNSUPPORTED.because(
                    "With formula_guard, neither the delimiter nor the text for NULL begins with an"
                            + " apostrophe: choose another one.");
        }
    }

    @Override
    public CopyFormat copyFormat() {
        var nullText = options.nullText().isEmpty() ? null : options.nullText();
        return new CopyFormat.Csv(delimiter, nullText, options.quoteAll());
    }

    @Override
    public String extension() {
        return files.extension(tabs ? "tsv" : "csv");
    }

    @Override
    public String contentType() {
        return files.contentType(
                tabs ? "text/tab-separated-values; charset=utf-8" : "text/csv; charset=utf-8");
    }

    /// Names may be doubled.
    @Override
    public List<Manifest.Column> columns(List<ResultColumn> described) {
        return described.stream()
                .map(c -> new Manifest.Column(c.name(), c.type(), c.nullable()))
                .toList();
    }

    @Override
    public long memoryPerEncoder() {
        return files.memoryPerEncoder();
    }

    @Override
    public boolean encodesAside() {
        return files.encodesAside();
    }

    @Override
    public RowEncoder encoder(List<ResultColumn> columns, long chunkBytes) {
        var guard =
                options.formulaGuard()
                        ? FormulaGuard.of(columns, delimiter, options.nullText())
                        : null;
        return new CsvRows(files.pieces(chunkBytes), options.crlf(), guard);
    }

    @Override
    public FileAssembly begin(List<ResultColumn> columns, OutputStream file) throws IOException {
        return files.begin(new CsvHead(options, delimiter).of(columns), file);
    }
}
