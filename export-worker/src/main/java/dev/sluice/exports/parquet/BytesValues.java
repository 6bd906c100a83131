package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.BrokenStream;
import dev.sluice.exports.values.Wire;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Values that Parquet stores as bytes, in one array as PLAIN has them: behind their length, or, where
/// all have the same, one after the other.
final class BytesValues extends Values {
    /// A batch ends long before; only one value can make it this large, and must not be paid for until
    /// the end.
    private static final int LARGEST_KEPT = 16 * 1024 * 1024;

    private static final int FIRST_BYTES = 16 * 1024;

    /// So that eight bytes can be read from where a value begins.
    private static final int SLACK = Long.BYTES;

    private final int skipped;
    private final int fixedLength;
    private final int prefix;
    private final Order order;
    private final boolean text;
    private final BytesDictionary dictionary;
    private byte[] bytes = new byte[0];
    private int[] ends = new int[0];
    private int end;

    /// Where the page has each entry of its dictionary for the first time; empty without a dictionary.
    private int[] distinct = new int[0];

    private int distinctCount;

    private BytesValues(
            int skipped, int fixedLength, Order order, boolean text, DictionaryMemory memory) {
        this.skipped = skipped;
        this.fixedLength = fixedLength;
        this.prefix = fixedLength < 0 ? Integer.BYTES : 0;
        this.order = order;
        this.text = text;
        this.dictionary = new BytesDictionary(prefix, memory);
    }

    /// @param skipped bytes before the value itself, such as the version of `jsonb`
    static BytesValues text(int skipped, DictionaryMemory memory) {
        return new BytesValues(skipped, -1, Order.BYTES, true, memory);
    }

    static BytesValues ofAnyLength(DictionaryMemory memory) {
        return new BytesValues(0, -1, Order.BYTES, false, memory);
    }

    static BytesValues ofLength(int length, Order order, DictionaryMemory memory) {
        return new BytesValues(0, length, order, false, memory);
    }

    @Override
    void add(byte[] row, int at, int length) {
        if (fixedLength >= 0) {
            Wire.requireLength(fixedLength, length);
        }
        if (length < skipped) {
            throw BrokenStream.because("holds a value without its version");
        }
        int start = reserve(length - skipped);
        System.arraycopy(row, at + skipped, bytes, start, length - skipped);
    }

    /// Makes room for one more value and counts it.
    ///
    /// @return where it begins in [#bytes]
    int reserve(int length) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, Capacities.grown(count, FIRST_CAPACITY));
        }
        int start = end + prefix;
        long behind = (long) start + length;
        if (behind + SLACK > bytes.length) {
            bytes =
                    Arrays.copyOf(
                            bytes,
                            Capacities.grown(bytes.length, Math.max(FIRST_BYTES, behind + SLACK)));
        }
        if (prefix > 0) {
            PageBuffer.putInt(bytes, end, length);
        }
        end = (int) behind;
        ends[count++] = end;
        return start;
    }

    byte[] bytes() {
        return bytes;
    }

    private int start(int index) {
        return prefix + (index == 0 ? 0 : ends[index - 1]);
    }

    @Override
    void writePlain(PageBuffer page) {
        page.put(bytes, 0, end);
    }

    @Override
    @Nullable Bounds bounds() {
        if (count == 0) {
            return null;
        }
        int min = 0;
        int max = 0;
        long minKey = key(0);
        long maxKey = minKey;
        int candidates = distinctCount > 0 ? distinctCount : count;
        for (int candidate = 1; candidate < candidates; candidate++) {
            int i = distinctCount > 0 ? distinct[candidate] : candidate;
            long key = key(i);
            if (key < minKey || (key == minKey && compare(i, min) < 0)) {
                min = i;
                minKey = key;
            } else if (key > maxKey || (key == maxKey && compare(i, max) > 0)) {
                max = i;
                maxKey = key;
            }
        }
        return new Bounds(
                ShortBound.below(bytes, start(min), length(min), text),
                ShortBound.above(bytes, start(max), length(max), text));
    }

    private int length(int index) {
        return ends[index] - start(index);
    }

    /// The first eight bytes, so that mostly one comparison orders two values.
    private long key(int index) {
        int start = start(index);
        int length = ends[index] - start;
        long first = Wire.int8(bytes, start);
        if (length < Long.BYTES) {
            first = length == 0 ? 0 : first & -1L << (Long.SIZE - 8 * length);
        }
        return order == Order.SIGNED_BYTES ? first : first ^ Long.MIN_VALUE;
    }

    /// Of two values with the same key, which also have the same sign.
    private int compare(int a, int b) {
        int lengthA = length(a);
        int lengthB = length(b);
        if (lengthA <= Long.BYTES && lengthB <= Long.BYTES) {
            return lengthA - lengthB;
        }
        return Arrays.compareUnsigned(bytes, start(a), ends[a], bytes, start(b), ends[b]);
    }

    @Override
    Dictionary dictionary() {
        return dictionary;
    }

    @Override
    boolean index(int[] indices, int most) {
        dictionary.beginPage();
        if (distinct.length < count) {
            distinct = new int[ends.length];
        }
        int firsts = 0;
        for (int i = 0; i < count; i++) {
            int start = start(i);
            int found = dictionary.index(bytes, start, ends[i] - start, most);
            if (found < 0) {
                return false;
            }
            indices[i] = found;
            if (dictionary.firstInPage(found)) {
                distinct[firsts++] = i;
            }
        }
        distinctCount = firsts;
        return true;
    }

    @Override
    void addTo(BloomFilter filter) {
        for (int i = 0; i < count; i++) {
            filter.add(bytes, start(i), length(i));
        }
    }

    @Override
    void clear() {
        super.clear();
        end = 0;
        distinctCount = 0;
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[0];
        }
    }
}
