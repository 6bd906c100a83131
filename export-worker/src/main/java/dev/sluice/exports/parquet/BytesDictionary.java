package dev.sluice.exports.parquet;

import java.util.Arrays;

/// Distinct byte strings.
final class BytesDictionary implements Dictionary {
    private static final int FIRST_SIZE = 256;

    /// Longer values seldom repeat; comparing them costs more than it saves.
    private static final int LONGEST_VALUE = 1024;

    private final int prefix;
    private final DictionaryMemory memory;

    /// As PLAIN has them.
    private byte[] bytes = new byte[0];

    private int end;
    private int[] ends = new int[0];

    /// Of each entry: itself with its length where it is short, else a hash.
    private long[] keys = new long[0];

    /// At a key's hash or behind it: the entry's index + 1; 0 where nothing is.
    private int[] table = new int[0];

    /// Of each entry: the last page that it was in.
    private int[] pages = new int[0];

    private int page;
    private int size;

    /// @param prefix bytes of length before each value, 4 or 0
    BytesDictionary(int prefix, DictionaryMemory memory) {
        this.prefix = prefix;
        this.memory = memory;
    }

    void beginPage() {
        page++;
    }

    /// Whether this is the first question for an entry since [#beginPage].
    boolean firstInPage(int entry) {
        if (pages[entry] == page) {
            return false;
        }
        pages[entry] = page;
        return true;
    }

    /// @param from has at least eight bytes from `start` on
    /// @return the value's index; -1 where it has none and may not get one
    int index(byte[] from, int start, int length, int most) {
        if (length > LONGEST_VALUE) {
            return -1;
        }
        if (table.length == 0 && !grow()) {
            return -1;
        }
        long key = key(from, start, length);
        int slot = slot(key, from, start, length);
        if (table[slot] != 0) {
            return table[slot] - 1;
        }
        if (size == most || (size == keys.length && !grow()) || !reserve(length)) {
            return -1;
        }
        append(key, from, start, length);
        table[slot(key, from, start, length)] = size;
        return size - 1;
    }

    private static long key(byte[] from, int start, int length) {
        if (length < Long.BYTES) {
            long value = PageBuffer.getLong(from, start) & (1L << 8 * length) - 1;
            return value << 8 | length;
        }
        long hash = length;
        int last = start + length - Long.BYTES;
        for (int at = start; at < last; at += Long.BYTES) {
            hash = mix(hash ^ PageBuffer.getLong(from, at));
        }
        hash = mix(hash ^ PageBuffer.getLong(from, last));
        // no short value's lowest byte is as large
        return hash | 0xff;
    }

    private static long mix(long value) {
        long high = Math.multiplyHigh(value, 0x9E3779B97F4A7C15L);
        return high ^ value * 0x9E3779B97F4A7C15L;
    }

    private int slot(long key, byte[] from, int start, int length) {
        int mask = table.length - 1;
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 40) & mask;
        for (int found = table[slot]; found != 0; found = table[slot]) {
            if (keys[found - 1] == key
                    && (length < Long.BYTES || equal(found - 1, from, start, length))) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean equal(int entry, byte[] from, int start, int length) {
        return Arrays.equals(bytes, start(entry), ends[entry], from, start, start + length);
    }

    private int start(int entry) {
        return prefix + (entry == 0 ? 0 : ends[entry - 1]);
    }

    private boolean grow() {
        int capacity = Math.max(FIRST_SIZE, 2 * keys.length);
        if (!memory.take((capacity - keys.length) * (Long.BYTES + 4L * Integer.BYTES))) {
            return false;
        }
        keys = Arrays.copyOf(keys, capacity);
        ends = Arrays.copyOf(ends, capacity);
        pages = Arrays.copyOf(pages, capacity);
        table = new int[2 * capacity];
        int mask = table.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = (int) (keys[i] * 0x9E3779B97F4A7C15L >>> 40) & mask;
            while (table[slot] != 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = i + 1;
        }
        return true;
    }

    private boolean reserve(int length) {
        int wanted = end + prefix + length;
        if (wanted > bytes.length) {
            int capacity = Capacities.grown(bytes.length, Math.max(wanted, 4 * 1024));
            if (!memory.take(capacity - bytes.length)) {
                return false;
            }
            bytes = Arrays.copyOf(bytes, capacity);
        }
        return true;
    }

    private void append(long key, byte[] from, int start, int length) {
        if (prefix > 0) {
            PageBuffer.putInt(bytes, end, length);
        }
        System.arraycopy(from, start, bytes, end + prefix, length);
        end += prefix + length;
        ends[size] = end;
        keys[size] = key;
        size++;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long bytes() {
        return end;
    }

    @Override
    public void writePlain(PageBuffer page) {
        page.put(bytes, 0, end);
    }

    @Override
    public void cutTo(int first) {
        size = first;
        end = first == 0 ? 0 : ends[first - 1];
    }

    @Override
    public void addTo(BloomFilter filter) {
        for (int i = 0; i < size; i++) {
            int start = start(i);
            filter.add(bytes, start, ends[i] - start);
        }
    }

    @Override
    public void clear() {
        cutTo(0);
        Arrays.fill(table, 0);
        Arrays.fill(pages, 0);
        page = 0;
    }
}
