package dev.sluice.exports.parquet;

import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/// One column of one reader: gathers values, makes pages of them, and pages a column chunk.
///
/// A chunk begins with a dictionary. It is given up as soon as it does not pay: when more than half of
/// the first page's values are distinct, or when it is full.
final class ColumnEncoder {
    private final ColumnPlan plan;
    private final Levels levels;
    private final Values values;
    private final @Nullable Dictionary dictionary;
    private final @Nullable BloomFilter bloomFilter;
    private final PageWriter pages;
    private final Blocks.Pool pool;
    private EncodedColumn chunk;
    private boolean dictionaryPays;

    ColumnEncoder(
            ColumnPlan plan,
            boolean bloomFilter,
            PageWriter pages,
            Blocks.Pool pool,
            DictionaryMemory memory) {
        this.plan = plan;
        this.levels = plan.list() ? new ListLevels() : new ScalarLevels();
        this.values = plan.values().decoder(memory);
        this.dictionary = values.dictionary();
        this.bloomFilter = bloomFilter ? new BloomFilter() : null;
        this.pages = pages;
        this.pool = pool;
        chunk = new EncodedColumn(plan, pool);
        dictionaryPays = dictionary != null;
    }

    /// @param length bytes of the field at `at`; -1 for null
    void add(byte[] row, int at, int length) {
        levels.add(row, at, length, values);
    }

    /// Makes a page of what was added since the last one.
    void endPage(int rows) {
        var page = pages.begin();
        levels.write(page);
        var encoding = writeValues(page);
        var written = pages.writeData(levels.entries(), encoding, chunk.data());
        chunk.add(
                new EncodedColumn.Page(
                        rows,
                        levels.entries(),
                        levels.entries() - values.count,
                        written.bytes(),
                        encoding,
                        values.bounds()),
                written.uncompressed());
        levels.clear();
        values.clear();
    }

    private Encoding writeValues(PageBuffer page) {
        var indices = pages.indices(values.count);
        if (dictionary != null && dictionaryPays && index(dictionary, indices)) {
            int width = Hybrid.width(dictionary.size() - 1);
            page.putByte(width);
            Hybrid.write(indices, values.count, width, page);
            return Encoding.RLE_DICTIONARY;
        }
        if (bloomFilter != null) {
            values.addTo(bloomFilter);
        }
        values.writePlain(page);
        return Encoding.PLAIN;
    }

    private boolean index(Dictionary into, int[] indices) {
        int before = into.size();
        if (before == 0 && values.count == 0) {
            return false;
        }
        int most = before == 0 ? values.count / 2 : Dictionary.MOST_ENTRIES;
        dictionaryPays = values.index(indices, most);
        if (!dictionaryPays) {
            into.cutTo(before);
        }
        return dictionaryPays;
    }

    /// Bytes of the chunk so far, its dictionary not compressed yet.
    long bytes() {
        return chunk.data().length() + (dictionary == null ? 0 : dictionary.bytes());
    }

    /// Hands over the chunk of all ended pages and begins another.
    EncodedColumn take() {
        var taken = chunk;
        if (dictionary != null && dictionary.size() > 0) {
            dictionary.writePlain(pages.begin());
            var written = pages.writeDictionary(dictionary.size(), taken.dictionary());
            taken.addDictionary(written.uncompressed());
        }
        if (bloomFilter != null) {
            if (dictionary != null) {
                dictionary.addTo(bloomFilter);
            }
            taken.setBloomFilter(bloomFilter.take());
        }
        chunk = new EncodedColumn(plan, pool);
        if (dictionary != null) {
            dictionary.clear();
            dictionaryPays = true;
        }
        return taken;
    }
}
