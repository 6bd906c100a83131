package dev.sluice.exports;

import dev.sluice.exports.encoding.BrokenStream;
import dev.sluice.exports.encoding.EncodeDifferently;
import dev.sluice.exports.encoding.FileEncoder;
import dev.sluice.exports.encoding.RowCount;
import dev.sluice.exports.encoding.RowsSoFar;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Stage;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.objects.Upload;
import dev.sluice.sources.reading.CopyReader;
import java.io.IOException;
import java.util.List;

/// One export into one file: reads, encodes and uploads at the same time, holding a few buffers of it.
final class FileExport {
    private final RunningJob job;
    private final ExportRequest request;
    private final SourceRows.Query query;
    private final Publication publication;

    FileExport(
            RunningJob job,
            ExportRequest request,
            SourceRows.Query query,
            Publication publication) {
        this.job = job;
        this.request = request;
        this.query = query;
        this.publication = publication;
    }

    /// @return the manifest of a file that is stored and whole
    Manifest run(FileEncoder first) throws Exception {
        job.stage(Stage.EXPORTING);
        var encoder = first;
        while (true) {
            try {
                return write(encoder);
            } catch (EncodeDifferently e) {
                // each time with one column more as text, so at most as often as there are columns
                job.thought(e.why());
                encoder = e.instead();
            }
            job.checkWanted();
        }
    }

    private Manifest write(FileEncoder encoder) throws Exception {
        var name = PartNames.only(request.options().fileName(), encoder.extension());
        try (var upload = publication.begin(name, encoder.contentType());
                var rows = query.open(encoder.copyFormat());
                var _ = job.onRequest(() -> stop(rows, upload))) {
            var columns = encoder.columns(rows.columns());
            var count = encode(encoder, rows, upload);
            requireWhole(rows, count);
            var stored = upload.commit();
            return manifest(rows, columns, count, name, stored);
        }
    }

    private static void stop(CopyReader rows, Upload upload) {
        rows.cancel();
        upload.close();
    }

    private RowCount encode(FileEncoder encoder, CopyReader rows, Upload upload)
            throws IOException, EncodeDifferently {
        var soFar = new RowsSoFar();
        try (var _ = new ExportProgress(job, soFar, upload, query.estimatedRows())) {
            return encoder.encode(rows, upload.stream(), query.mostRows(), soFar);
        }
    }

    /// The count in COPY's own end message is the only proof that nothing is missing.
    private static void requireWhole(CopyReader rows, RowCount count) {
        if (rows.copiedRows() != count.read()) {
            throw BrokenStream.because(
                    "held " + count.read() + " rows of " + rows.copiedRows() + " sent");
        }
    }

    private Manifest manifest(
            CopyReader rows,
            List<Manifest.Column> columns,
            RowCount count,
            String name,
            Upload.Stored stored) {
        return new Manifest(
                job.job().id(),
                request.format(),
                request.compression(),
                true,
                count.truncated(),
                count.written(),
                stored.bytes(),
                rows.asOf(),
                rows.asOfLsn(),
                query.sql().sql(),
                columns,
                0,
                List.of(),
                List.of(
                        new Manifest.Part(
                                name,
                                stored.key(),
                                count.written(),
                                stored.bytes(),
                                stored.sha256(),
                                null,
                                null)));
    }
}
