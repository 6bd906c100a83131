package dev.sluice.exports.encoding;

import dev.sluice.model.export.Manifest;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Turns a COPY stream into one file of a format. Holds no state of a run, so that one can be begun
/// anew.
public interface FileEncoder {
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

    /// Reads to the end of the stream, also past the last wanted row, for its count is the proof that
    /// the stream is whole. Leaves `file` open.
    ///
    /// @param mostRows rows to write at most
    /// @param soFar told about rows while they are read
    /// @throws EncodeDifferently when a value came that this encoder's file cannot hold
    RowCount encode(CopyReader rows, OutputStream file, long mostRows, RowsSoFar soFar)
            throws IOException, EncodeDifferently;
}
