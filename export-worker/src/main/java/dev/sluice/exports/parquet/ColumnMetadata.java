package dev.sluice.exports.parquet;

import java.util.ArrayList;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;

/// What the footer says of a column chunk.
final class ColumnMetadata {
    private ColumnMetadata() {}

    /// @param start of the chunk in the file
    static ColumnMetaData of(EncodedColumn chunk, CompressionCodec codec, long start) {
        boolean dictionary = chunk.dictionary().length() > 0;
        var encodings = new ArrayList<Encoding>();
        var counts = new ArrayList<PageEncodingStats>();
        encodings.add(Encoding.RLE);
        encodings.add(Encoding.PLAIN);
        if (dictionary) {
            encodings.add(Encoding.RLE_DICTIONARY);
            counts.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
        }
        count(chunk, Encoding.RLE_DICTIONARY, counts);
        count(chunk, Encoding.PLAIN, counts);
        var about =
                new ColumnMetaData(
                        chunk.plan().values().physical(),
                        encodings,
                        chunk.plan().path(),
                        codec,
                        chunk.entries(),
                        chunk.uncompressedBytes(),
                        chunk.bytes(),
                        start + chunk.dictionary().length());
        if (dictionary) {
            about.setDictionary_page_offset(start);
        }
        return about.setStatistics(statistics(chunk)).setEncoding_stats(counts);
    }

    private static void count(
            EncodedColumn chunk, Encoding encoding, ArrayList<PageEncodingStats> to) {
        int pages = 0;
        for (var page : chunk.pages()) {
            pages += page.encoding() == encoding ? 1 : 0;
        }
        if (pages > 0) {
            to.add(new PageEncodingStats(PageType.DATA_PAGE, encoding, pages));
        }
    }

    private static Statistics statistics(EncodedColumn chunk) {
        var statistics = new Statistics().setNull_count(chunk.nulls());
        var bounds = chunk.bounds();
        if (bounds == null) {
            return statistics;
        }
        var min = bounds.min();
        if (min != null) {
            statistics.setMin_value(min.value()).setIs_min_value_exact(min.exact());
        }
        var max = bounds.max();
        if (max != null) {
            statistics.setMax_value(max.value()).setIs_max_value_exact(max.exact());
        }
        return statistics;
    }
}
