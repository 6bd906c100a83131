package dev.sluice.exports.arrow;

import dev.sluice.exports.arrow.ArrowRows.Batch;
import dev.sluice.exports.encoding.Chunk;
import dev.sluice.exports.encoding.FileAssembly;
import java.io.IOException;
import java.io.OutputStream;

/// Batches behind the schema.
final class ArrowStream implements FileAssembly {
    private final OutputStream file;

    ArrowStream(OutputStream file) {
        this.file = file;
    }

    @Override
    public void append(Chunk chunk) throws IOException {
        var batch = (Batch) chunk;
        file.write(batch.head());
        file.write(batch.body().array(), 0, batch.body().length());
    }

    @Override
    public void finish() throws IOException {
        file.write(Messages.END);
    }

    @Override
    public void close() {}
}
