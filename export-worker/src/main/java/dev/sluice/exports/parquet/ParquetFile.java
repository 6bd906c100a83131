package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.Chunk;
import dev.sluice.exports.encoding.FileAssembly;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetFileWriter;

/// A Parquet file in the making: row groups of any encoder, in order of arrival, and the footer.
final class ParquetFile implements FileAssembly {
    private final ParquetFileWriter file;
    private boolean finished;

    ParquetFile(OutputStream target, List<ColumnPlan> plans) throws IOException {
        file =
                new ParquetFileWriter(
                        new StreamFile(target),
                        ColumnPlan.schema(plans),
                        ParquetFileWriter.Mode.CREATE,
                        Long.MAX_VALUE,
                        0,
                        null,
                        RowGroup.PROPERTIES);
        file.start();
    }

    @Override
    public void append(Chunk chunk) throws IOException {
        ((RowGroup) chunk).writeTo(file);
    }

    @Override
    public void finish() throws IOException {
        file.end(Map.of());
        finished = true;
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            file.abort();
        }
        file.close();
    }
}
