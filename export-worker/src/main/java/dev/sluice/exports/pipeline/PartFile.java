package dev.sluice.exports.pipeline;

import dev.sluice.exports.encoding.Chunk;
import dev.sluice.exports.encoding.FileAssembly;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.FinishedPart.Coverage;
import dev.sluice.objects.Upload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One file in the making. Used by one thread at a time, but for what is read of its progress.
final class PartFile implements AutoCloseable {
    private final int number;
    private final Folder folder;
    private final Upload upload;
    private final FileAssembly assembly;
    private final List<Coverage> coverage = new ArrayList<>();
    private volatile long rows;
    private long guardedCells;
    private int chunks;

    PartFile(int number, Folder folder, Upload upload, FileAssembly assembly) {
        this.number = number;
        this.folder = folder;
        this.upload = upload;
        this.assembly = assembly;
    }

    int number() {
        return number;
    }

    Folder folder() {
        return folder;
    }

    long rows() {
        return rows;
    }

    int chunks() {
        return chunks;
    }

    long bytes() {
        return upload.bytes();
    }

    void append(Chunk chunk) throws IOException {
        assembly.append(chunk);
        rows += chunk.rows();
        guardedCells += chunk.guardedCells();
        chunks++;
    }

    void cover(List<Coverage> pieces) {
        for (var piece : pieces) {
            var last = coverage.isEmpty() ? null : coverage.getLast();
            if (last != null && last.range() == piece.range() && last.to() == piece.from()) {
                coverage.removeLast();
                coverage.add(new Coverage(piece.range(), last.from(), piece.to(), piece.ended()));
            } else {
                coverage.add(piece);
            }
        }
    }

    /// Waits until the store has confirmed the object.
    FinishedPart finish() throws IOException {
        assembly.finish();
        var stored = upload.commit();
        return new FinishedPart(
                number,
                stored.key(),
                rows,
                stored.bytes(),
                stored.sha256(),
                stored.etag(),
                guardedCells,
                folder.values(),
                coverage);
    }

    /// Stops the upload from any thread, so that whoever waits for it goes on.
    void abandon() {
        upload.close();
    }

    /// Gives back what the file held; one that was not finished leaves nothing behind.
    @Override
    public void close() throws IOException {
        try (upload) {
            assembly.close();
        }
    }
}
