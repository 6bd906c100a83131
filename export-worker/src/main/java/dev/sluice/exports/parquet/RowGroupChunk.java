package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.Chunk;
import java.util.List;

/// A finished row group, not yet in a file.
///
/// @param columns in the order of the schema
record RowGroupChunk(int rows, List<EncodedColumn> columns) implements Chunk {
    @Override
    public long bytes() {
        long bytes = 0;
        for (var column : columns) {
            var filter = column.bloomFilter();
            bytes += column.bytes() + (filter == null ? 0 : filter.length);
        }
        return bytes;
    }
}
