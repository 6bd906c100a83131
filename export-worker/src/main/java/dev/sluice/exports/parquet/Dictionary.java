package dev.sluice.exports.parquet;

/// The distinct values of a column in one row group, in the order of their first appearance.
interface Dictionary {
    /// Entries that still pay: with more of them the indices are hardly shorter than the values.
    int MOST_ENTRIES = 1 << Hybrid.WIDEST;

    int size();

    /// Of the entries in Parquet's PLAIN encoding.
    long bytes();

    /// Appends the entries in Parquet's PLAIN encoding.
    void writePlain(PageBuffer page);

    /// Forgets the entries behind the first `size`; after that nothing can be looked up until
    /// [#clear].
    void cutTo(int size);

    void addTo(BloomFilter filter);

    /// Begins anew, for another row group.
    void clear();
}
