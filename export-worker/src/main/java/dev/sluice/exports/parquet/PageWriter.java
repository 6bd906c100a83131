package dev.sluice.exports.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/// Compresses the pages of one reader's columns and puts headers before them. Everything that is needed
/// only while a page is made is here, once for all columns.
final class PageWriter implements AutoCloseable {
    private final PageCodec codec;
    private final PageBuffer page = new PageBuffer();
    private final HeaderBytes header = new HeaderBytes();
    private int[] indices = new int[Values.FIRST_CAPACITY];

    PageWriter(PageCodec codec) {
        this.codec = codec;
    }

    /// What a written page takes in the file, header and all.
    ///
    /// @param uncompressed bytes without the compression
    record Written(int bytes, long uncompressed) {}

    /// An empty page to fill; to be written before the next is asked for.
    PageBuffer begin() {
        page.clear();
        return page;
    }

    /// Room for the dictionary's indices of one page.
    int[] indices(int count) {
        if (indices.length < count) {
            indices = new int[Capacities.grown(indices.length, count)];
        }
        return indices;
    }

    /// @param entries values and nulls in the page
    Written writeData(int entries, Encoding encoding, Blocks to) {
        var data = new DataPageHeader(entries, encoding, Encoding.RLE, Encoding.RLE);
        return write(header(PageType.DATA_PAGE).setData_page_header(data), to);
    }

    Written writeDictionary(int entries, Blocks to) {
        var dictionary = new DictionaryPageHeader(entries, Encoding.PLAIN);
        return write(header(PageType.DICTIONARY_PAGE).setDictionary_page_header(dictionary), to);
    }

    private PageHeader header(PageType type) {
        try {
            codec.compress(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PageHeader(type, page.length(), codec.length());
    }

    private Written write(PageHeader about, Blocks to) {
        header.reset();
        try {
            Util.writePageHeader(about, header);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        header.writeTo(to);
        to.put(codec.bytes(), 0, codec.length());
        return new Written(
                Math.addExact(header.size(), codec.length()), (long) header.size() + page.length());
    }

    @Override
    public void close() {
        codec.close();
    }

    private static final class HeaderBytes extends ByteArrayOutputStream {
        private void writeTo(Blocks to) {
            to.put(buf, 0, count);
        }
    }
}
