package dev.sluice.exports.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/// The finished pages of one column in one row group, not yet at any place in a file.
final class EncodedColumn {
    /// @param entries values and nulls
    /// @param bytes in the file, with the page's header
    /// @param bounds null where there are only nulls
    record Page(
            int rows,
            int entries,
            int nulls,
            int bytes,
            Encoding encoding,
            @Nullable Bounds bounds) {}

    private final ColumnPlan plan;
    private final Blocks dictionary;
    private final Blocks data;
    private final List<Page> pages = new ArrayList<>();
    private long uncompressed;
    private byte @Nullable [] bloomFilter;

    EncodedColumn(ColumnPlan plan, Blocks.Pool pool) {
        this.plan = plan;
        this.dictionary = new Blocks(pool);
        this.data = new Blocks(pool);
    }

    void add(Page page, long uncompressedBytes) {
        pages.add(page);
        uncompressed += uncompressedBytes;
    }

    void addDictionary(long uncompressedBytes) {
        uncompressed += uncompressedBytes;
    }

    void setBloomFilter(byte[] bits) {
        bloomFilter = bits;
    }

    ColumnPlan plan() {
        return plan;
    }

    /// The dictionary page; empty where there is none.
    Blocks dictionary() {
        return dictionary;
    }

    Blocks data() {
        return data;
    }

    List<Page> pages() {
        return pages;
    }

    byte @Nullable [] bloomFilter() {
        return bloomFilter;
    }

    /// Bytes of all pages in the file.
    long bytes() {
        return dictionary.length() + data.length();
    }

    long uncompressedBytes() {
        return uncompressed;
    }

    long entries() {
        return pages.stream().mapToLong(Page::entries).sum();
    }

    long nulls() {
        return pages.stream().mapToLong(Page::nulls).sum();
    }

    /// Of all values; null where there are only nulls.
    @Nullable Bounds bounds() {
        Bounds all = null;
        for (var page : pages) {
            var bounds = page.bounds();
            if (bounds != null) {
                all = all == null ? bounds : all.with(bounds, plan.values().order());
            }
        }
        return all;
    }

    void release() {
        dictionary.release();
        data.release();
    }
}
