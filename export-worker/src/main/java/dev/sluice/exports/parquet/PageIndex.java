package dev.sluice.exports.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/// A column chunk's page index as it stands in the file, kept as bytes because there may be very many.
///
/// @param bounds the column index; null where there are pages of which nothing can be said
/// @param places the offset index
record PageIndex(byte @Nullable [] bounds, byte[] places) {
    private static final byte[] NONE = {};

    /// @param start of the first data page in the file
    static PageIndex of(EncodedColumn chunk, long start) {
        return new PageIndex(bounds(chunk), places(chunk, start));
    }

    private static byte[] places(EncodedColumn chunk, long start) {
        var locations = new ArrayList<PageLocation>();
        long at = start;
        long row = 0;
        for (var page : chunk.pages()) {
            locations.add(new PageLocation(at, page.bytes(), row));
            at += page.bytes();
            row += page.rows();
        }
        return bytes(out -> Util.writeOffsetIndex(new OffsetIndex(locations), out));
    }

    private static byte @Nullable [] bounds(EncodedColumn chunk) {
        var mins = new ArrayList<byte[]>();
        var maxes = new ArrayList<byte[]>();
        var onlyNulls = new ArrayList<Boolean>();
        var nulls = new ArrayList<Long>();
        for (var page : chunk.pages()) {
            var bounds = page.bounds();
            onlyNulls.add(bounds == null);
            nulls.add((long) page.nulls());
            if (bounds != null) {
                var min = bounds.min();
                var max = bounds.max();
                if (min == null || max == null) {
                    return null;
                }
                mins.add(min.value());
                maxes.add(max.value());
            }
        }
        var order = order(mins, maxes, chunk.plan().values().order());
        var index =
                new ColumnIndex(onlyNulls, values(mins, onlyNulls), values(maxes, onlyNulls), order)
                        .setNull_counts(nulls);
        return bytes(out -> Util.writeColumnIndex(index, out));
    }

    private static List<ByteBuffer> values(List<byte[]> values, List<Boolean> onlyNulls) {
        var all = new ArrayList<ByteBuffer>();
        var next = values.iterator();
        for (boolean none : onlyNulls) {
            all.add(ByteBuffer.wrap(none ? NONE : next.next()));
        }
        return all;
    }

    private static BoundaryOrder order(List<byte[]> mins, List<byte[]> maxes, Order order) {
        boolean ascending = true;
        boolean descending = true;
        for (int i = 1; i < mins.size(); i++) {
            int min = order.compare(mins.get(i - 1), mins.get(i));
            int max = order.compare(maxes.get(i - 1), maxes.get(i));
            ascending &= min <= 0 && max <= 0;
            descending &= min >= 0 && max >= 0;
        }
        if (ascending) {
            return BoundaryOrder.ASCENDING;
        }
        return descending ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
    }

    @FunctionalInterface
    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        var out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
