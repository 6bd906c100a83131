package dev.sluice.exports;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.xerial.snappy.Snappy;

/// Reads a file with parquet-java alone.
final class ParquetRows {
    private ParquetRows() {}

    static MessageType schema(Path file) throws IOException {
        try (var reader = open(file)) {
            return reader.getFileMetaData().getSchema();
        }
    }

    static List<Group> read(Path file) throws IOException {
        var rows = new ArrayList<Group>();
        try (var reader = open(file)) {
            var schema = reader.getFileMetaData().getSchema();
            var columns = new ColumnIOFactory().getColumnIO(schema);
            for (var pages = reader.readNextRowGroup();
                    pages != null;
                    pages = reader.readNextRowGroup()) {
                var records = columns.getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    rows.add(records.read());
                }
            }
        }
        return rows;
    }

    static int rowGroups(Path file) throws IOException {
        try (var reader = open(file)) {
            return reader.getRowGroups().size();
        }
    }

    static ParquetFileReader open(Path file) throws IOException {
        return ParquetFileReader.open(new LocalInputFile(file), options().build());
    }

    /// Rows of the pages that a reader of only those rows would still have to read.
    static long rowsToRead(Path file, FilterPredicate wanted) throws IOException {
        var options =
                options()
                        .withRecordFilter(FilterCompat.get(wanted))
                        .useStatsFilter(true)
                        .useDictionaryFilter(true)
                        .useColumnIndexFilter(true)
                        .useBloomFilter(true)
                        .build();
        try (var reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            long rows = 0;
            for (var pages = reader.readNextFilteredRowGroup();
                    pages != null;
                    pages = reader.readNextFilteredRowGroup()) {
                rows += pages.getRowCount();
            }
            return rows;
        }
    }

    private static ParquetReadOptions.Builder options() {
        return ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new Codecs());
    }

    /// parquet-java's own factory needs Hadoop's codecs.
    private static final class Codecs implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("only reads");
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            return new Decompressor(codec);
        }

        @Override
        public void release() {}
    }

    private record Decompressor(CompressionCodecName codec)
            implements CompressionCodecFactory.BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput page, int size) throws IOException {
            return BytesInput.from(decompress(page.toByteArray(), size));
        }

        private byte[] decompress(byte[] page, int size) throws IOException {
            return switch (codec) {
                case UNCOMPRESSED -> page;
                case SNAPPY -> Snappy.uncompress(page);
                case ZSTD -> Zstd.decompress(page, size);
                case GZIP -> new GZIPInputStream(new ByteArrayInputStream(page)).readAllBytes();
                case LZ4_RAW -> {
                    var plain = new byte[size];
                    new Lz4Decompressor().decompress(page, 0, page.length, plain, 0, size);
                    yield plain;
                }
                default -> throw new IOException("unexpected codec " + codec);
            };
        }

        @Override
        public void decompress(ByteBuffer in, int inSize, ByteBuffer out, int outSize)
                throws IOException {
            var page = new byte[inSize];
            in.get(page);
            out.put(decompress(page, outSize));
        }

        @Override
        public void release() {}
    }
}
