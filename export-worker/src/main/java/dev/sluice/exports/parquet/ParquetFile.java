package dev.sluice.exports.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/// A Parquet file in the making: batches become pages, pages row groups, and a row group is written as
/// soon as it is large enough. What is held in memory is one row group.
final class ParquetFile implements AutoCloseable {
    private static final ParquetProperties PROPERTIES =
            ParquetProperties.builder()
                    .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
                    .withPageWriteChecksumEnabled(false)
                    .build();

    private final MessageType schema;
    private final BytesInputCompressor compressor;
    private final long rowGroupBytes;
    private final ParquetFileWriter file;
    private @Nullable RowGroup group;
    private int groups;
    private boolean finished;

    ParquetFile(
            OutputStream target,
            List<ColumnPlan> plans,
            BytesInputCompressor compressor,
            long rowGroupBytes)
            throws IOException {
        this.schema =
                new MessageType(
                        "rows",
                        plans.stream()
                                .map(ColumnPlan::type)
                                .toArray(org.apache.parquet.schema.Type[]::new));
        this.compressor = compressor;
        this.rowGroupBytes = rowGroupBytes;
        this.file =
                new ParquetFileWriter(
                        new StreamFile(target),
                        schema,
                        ParquetFileWriter.Mode.CREATE,
                        rowGroupBytes,
                        0,
                        null,
                        PROPERTIES);
        file.start();
    }

    private final class RowGroup {
        private final ColumnChunkPageWriteStore pages =
                ColumnChunkPageWriteStore.builder()
                        .withCompressorProvider(_ -> compressor)
                        .withSchema(schema)
                        .withAllocator(PROPERTIES.getAllocator())
                        .withColumnIndexTruncateLength(PROPERTIES.getColumnIndexTruncateLength())
                        .withPageWriteChecksumEnabled(PROPERTIES.getPageWriteChecksumEnabled())
                        .withRowGroupOrdinal(groups)
                        .build();
        private final ColumnWriteStore columns =
                PROPERTIES.newColumnWriteStore(schema, pages, pages);
        private final ColumnWriter[] writers =
                schema.getColumns().stream()
                        .map((ColumnDescriptor column) -> columns.getColumnWriter(column))
                        .toArray(ColumnWriter[]::new);
        private long rows;

        private void write(RowBatch batch) {
            for (int i = 0; i < writers.length; i++) {
                batch.column(i).write(writers[i]);
            }
            // Pages are cut here; they count their own rows, so it may come after the whole batch.
            for (int i = 0; i < batch.rows(); i++) {
                columns.endRecord();
            }
            rows += batch.rows();
        }
    }

    void write(RowBatch batch) throws IOException {
        var current = group;
        if (current == null) {
            current = new RowGroup();
            group = current;
        }
        current.write(batch);
        if (current.columns.getBufferedSize() >= rowGroupBytes) {
            flush(current);
        }
    }

    private void flush(RowGroup full) throws IOException {
        file.startBlock(full.rows);
        full.columns.flush();
        full.pages.flushToFileWriter(file);
        file.endBlock();
        release(full);
        groups++;
    }

    /// Writes what is left and the footer.
    void finish() throws IOException {
        var last = group;
        if (last != null) {
            flush(last);
        }
        file.end(Map.of());
        finished = true;
    }

    private void release(RowGroup done) {
        group = null;
        done.columns.close();
        done.pages.close();
    }

    /// Gives the memory back. Without [#finish] the bytes written so far are no Parquet file.
    @Override
    public void close() throws IOException {
        if (!finished) {
            file.abort();
        }
        var open = group;
        if (open != null) {
            release(open);
        }
        compressor.release();
        file.close();
    }
}
