package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.Chunk;
import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/// A row group in memory, its pages compressed as they fill.
final class RowGroup implements Chunk {
    static final ParquetProperties PROPERTIES =
            ParquetProperties.builder()
                    .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
                    .withPageWriteChecksumEnabled(false)
                    .build();

    private final ColumnChunkPageWriteStore pages;
    private final ColumnWriteStore columns;
    private final ColumnWriter[] writers;
    private int rows;
    private long bytes;

    RowGroup(MessageType schema, BytesInputCompressor compressor) {
        pages =
                ColumnChunkPageWriteStore.builder()
                        .withCompressorProvider(_ -> compressor)
                        .withSchema(schema)
                        .withAllocator(PROPERTIES.getAllocator())
                        .withColumnIndexTruncateLength(PROPERTIES.getColumnIndexTruncateLength())
                        .withPageWriteChecksumEnabled(PROPERTIES.getPageWriteChecksumEnabled())
                        .build();
        columns = PROPERTIES.newColumnWriteStore(schema, pages, pages);
        writers =
                schema.getColumns().stream()
                        .map((ColumnDescriptor column) -> columns.getColumnWriter(column))
                        .toArray(ColumnWriter[]::new);
    }

    void write(RowBatch batch) {
        for (int i = 0; i < writers.length; i++) {
            batch.column(i).write(writers[i]);
        }
        // Pages are cut here; they count their own rows, so it may come after the whole batch.
        for (int i = 0; i < batch.rows(); i++) {
            columns.endRecord();
        }
        rows += batch.rows();
        bytes = columns.getBufferedSize();
    }

    /// Makes pages of what is left.
    void finish() {
        columns.flush();
        bytes = columns.getBufferedSize();
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    void writeTo(ParquetFileWriter file) throws IOException {
        file.startBlock(rows);
        pages.flushToFileWriter(file);
        file.endBlock();
        close();
    }

    void close() {
        columns.close();
        pages.close();
    }
}
