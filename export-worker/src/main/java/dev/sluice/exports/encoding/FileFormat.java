package dev.sluice.exports.encoding;

import dev.sluice.model.export.Manifest;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// A file format with its options: what the source is asked to send, and what becomes of it.
///
/// Encoding is cut in two, so that several readers can work for one file: a [RowEncoder] for each reader
/// turns rows into chunks, and one [FileAssembly] for each file puts the chunks of all of them into it
/// in order of arrival. Holds no state of a run.
public interface FileFormat {
    /// What the source is asked to send.
    CopyFormat copyFormat();

    /// Behind the base name, without the first dot, such as `csv.gz`.
    String extension();

    String contentType();

    /// The columns as they stand in the file.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `unsupported` when the format knows no such
    ///     file
    List<Manifest.Column> columns(List<ResultColumn> described);

    /// Rows that one file can hold; `Long.MAX_VALUE` where there is no such limit.
    default long mostRowsPerFile() {
        return Long.MAX_VALUE;
    }

    /// Bytes of memory that one encoder and its chunks under way need at most, without the upload's.
    long memoryPerEncoder();

    /// Whether [RowEncoder.Work#encode] is so slow that it should run beside the reading thread.
    boolean encodesAside();

    /// @param columns as the source described them
    /// @param chunkBytes how large chunks should be at most, as stored; formats may make smaller ones
    RowEncoder encoder(List<ResultColumn> columns, long chunkBytes);

    /// Begins a file and writes what stands before its rows.
    ///
    /// @param file left open
    FileAssembly begin(List<ResultColumn> columns, OutputStream file) throws IOException;
}
