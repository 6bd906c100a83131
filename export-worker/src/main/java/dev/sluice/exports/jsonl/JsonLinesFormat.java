package dev.sluice.exports.jsonl;

import dev.sluice.exports.encoding.FileAssembly;
import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.lines.LineFiles;
import dev.sluice.exports.values.UniqueNames;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.Manifest;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// JSON Lines from binary COPY: an object for each row, its keys in the order of the columns.
///
/// Integers and numerics are written with all their digits; a reader that takes them for doubles would
/// round them.
public final class JsonLinesFormat implements FileFormat {
    private final LineFiles files;

    /// @throws dev.sluice.model.problem.ProblemException `unsupported`
    public JsonLinesFormat(Compression compression, ExportOptions options) {
        this.files = new LineFiles("JSON Lines", compression, options.level());
    }

    @Override
    public CopyFormat copyFormat() {
        return new CopyFormat.Binary((_, column) -> JsonValue.needsText(column));
    }

    @Override
    public String extension() {
        return files.extension("jsonl");
    }

    @Override
    public String contentType() {
        return files.contentType("application/jsonl");
    }

    @Override
    public List<Manifest.Column> columns(List<ResultColumn> described) {
        var names = UniqueNames.of(described);
        var columns = new ArrayList<Manifest.Column>();
        for (int i = 0; i < names.size(); i++) {
            var column = described.get(i);
            columns.add(new Manifest.Column(names.get(i), column.type(), column.nullable()));
        }
        return columns;
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
        return new JsonRows(files.pieces(chunkBytes), columns);
    }

    @Override
    public FileAssembly begin(List<ResultColumn> columns, OutputStream file) throws IOException {
        return files.begin(new byte[0], file);
    }
}
