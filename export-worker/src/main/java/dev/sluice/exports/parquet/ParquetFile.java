package dev.sluice.exports.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.exports.encoding.Chunk;
import dev.sluice.exports.encoding.FileAssembly;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.BloomFilterAlgorithm;
import org.apache.parquet.format.BloomFilterCompression;
import org.apache.parquet.format.BloomFilterHash;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SplitBlockAlgorithm;
import org.apache.parquet.format.Uncompressed;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.XxHash;

/// A Parquet file in the making: row groups of any reader in order of arrival, each followed by its
/// Bloom filters; then the page indexes and the footer, which are all that is kept in memory.
final class ParquetFile implements FileAssembly {
    private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);

    private final CountingStream file;
    private final List<ColumnPlan> plans;
    private final CompressionCodec codec;
    private final List<RowGroup> rowGroups = new ArrayList<>();
    private final List<List<PageIndex>> pageIndexes = new ArrayList<>();

    ParquetFile(OutputStream target, List<ColumnPlan> plans, CompressionCodec codec)
            throws IOException {
        this.file = new CountingStream(target);
        this.plans = plans;
        this.codec = codec;
        file.write(MAGIC);
    }

    @Override
    public void append(Chunk chunk) throws IOException {
        var group = (RowGroupChunk) chunk;
        long start = file.position();
        var columns = new ArrayList<ColumnChunk>();
        var indexes = new ArrayList<PageIndex>();
        for (var column : group.columns()) {
            var about = ColumnMetadata.of(column, codec, file.position());
            column.dictionary().writeTo(file);
            indexes.add(PageIndex.of(column, file.position()));
            column.data().writeTo(file);
            columns.add(new ColumnChunk(0).setMeta_data(about));
        }
        long bytes = file.position() - start;
        for (int i = 0; i < columns.size(); i++) {
            var filter = group.columns().get(i).bloomFilter();
            if (filter != null) {
                append(filter, columns.get(i).getMeta_data());
            }
        }
        rowGroups.add(rowGroup(group, columns, start, bytes));
        pageIndexes.add(indexes);
        group.columns().forEach(EncodedColumn::release);
    }

    private void append(byte[] bloomFilter, ColumnMetaData about) throws IOException {
        long start = file.position();
        Util.writeBloomFilterHeader(
                new BloomFilterHeader(
                        bloomFilter.length,
                        BloomFilterAlgorithm.BLOCK(new SplitBlockAlgorithm()),
                        BloomFilterHash.XXHASH(new XxHash()),
                        BloomFilterCompression.UNCOMPRESSED(new Uncompressed())),
                file);
        file.write(bloomFilter);
        about.setBloom_filter_offset(start).setBloom_filter_length((int) (file.position() - start));
    }

    private RowGroup rowGroup(
            RowGroupChunk group, List<ColumnChunk> columns, long start, long bytes) {
        long uncompressed =
                group.columns().stream().mapToLong(EncodedColumn::uncompressedBytes).sum();
        var about =
                new RowGroup(columns, uncompressed, group.rows())
                        .setFile_offset(start)
                        .setTotal_compressed_size(bytes);
        if (rowGroups.size() <= Short.MAX_VALUE) {
            about.setOrdinal((short) rowGroups.size());
        }
        return about;
    }

    @Override
    public void finish() throws IOException {
        for (int group = 0; group < rowGroups.size(); group++) {
            writeBounds(rowGroups.get(group).getColumns(), pageIndexes.get(group));
        }
        for (int group = 0; group < rowGroups.size(); group++) {
            writePlaces(rowGroups.get(group).getColumns(), pageIndexes.get(group));
        }
        pageIndexes.clear();
        long start = file.position();
        Util.writeFileMetaData(Footer.of(plans, rowGroups), file);
        var end = new byte[Integer.BYTES];
        PageBuffer.putInt(end, 0, Math.toIntExact(file.position() - start));
        file.write(end);
        file.write(MAGIC);
        file.flush();
    }

    private void writeBounds(List<ColumnChunk> columns, List<PageIndex> indexes)
            throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            var bounds = indexes.get(i).bounds();
            if (bounds != null) {
                columns.get(i)
                        .setColumn_index_offset(file.position())
                        .setColumn_index_length(bounds.length);
                file.write(bounds);
            }
        }
    }

    private void writePlaces(List<ColumnChunk> columns, List<PageIndex> indexes)
            throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            var places = indexes.get(i).places();
            columns.get(i)
                    .setOffset_index_offset(file.position())
                    .setOffset_index_length(places.length);
            file.write(places);
        }
    }

    @Override
    public void close() {
        rowGroups.clear();
        pageIndexes.clear();
    }
}
