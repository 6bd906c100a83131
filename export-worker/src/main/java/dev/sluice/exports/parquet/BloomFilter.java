package dev.sluice.exports.parquet;

import java.util.Arrays;

/// A split-block Bloom filter of one column in one row group (Apache Parquet format, "Parquet Bloom
/// Filter").
///
/// How many distinct values come is not known before, so they all go into the largest filter, which is
/// folded at the end: block `i` of a filter of half the size is blocks `2i` and `2i + 1` of this one.
final class BloomFilter {
    static final int LARGEST_BYTES = 1024 * 1024;

    private static final double MOST_FALSE_POSITIVES = 0.01;
    private static final int WORDS = 8;
    private static final int BLOCK_BYTES = WORDS * Integer.BYTES;
    private static final int[] SALT = {
        0x47b6137b,
        0x44974d91,
        0x8824ad5b,
        0xa2b7289d,
        0x705495c7,
        0x2df1424b,
        0x9efc4947,
        0x5c6bfb31
    };

    private final int[] words = new int[LARGEST_BYTES / Integer.BYTES];
    private final byte[] number = new byte[Long.BYTES];

    /// @param width 4 or 8 bytes
    void add(long value, int width) {
        PageBuffer.putLong(number, 0, value);
        add(number, 0, width);
    }

    void add(byte[] from, int start, int length) {
        long hash = XxHash64.of(from, start, length);
        int block = (int) ((hash >>> 32) * (words.length / WORDS) >>> 32);
        for (int i = 0; i < WORDS; i++) {
            words[block * WORDS + i] |= 1 << ((int) hash * SALT[i] >>> 27);
        }
    }

    /// The smallest filter that is right about 99 % of the values that are not there, as it stands in
    /// the file; begins anew.
    byte[] take() {
        int blocks = words.length / WORDS;
        var filter = words.clone();
        while (blocks > 1) {
            var half = folded(filter, blocks);
            if (falsePositives(half, blocks / 2) > MOST_FALSE_POSITIVES) {
                break;
            }
            filter = half;
            blocks /= 2;
        }
        Arrays.fill(words, 0);
        var bytes = new byte[blocks * BLOCK_BYTES];
        for (int i = 0; i < blocks * WORDS; i++) {
            PageBuffer.putInt(bytes, i * Integer.BYTES, filter[i]);
        }
        return bytes;
    }

    private static int[] folded(int[] filter, int blocks) {
        var half = new int[blocks / 2 * WORDS];
        for (int i = 0; i < half.length; i++) {
            int pair = i / WORDS * 2 * WORDS + i % WORDS;
            half[i] = filter[pair] | filter[pair + WORDS];
        }
        return half;
    }

    /// How likely a hash that was never added finds all its bits set.
    private static double falsePositives(int[] filter, int blocks) {
        double sum = 0;
        for (int block = 0; block < blocks; block++) {
            double likely = 1;
            for (int i = 0; i < WORDS; i++) {
                likely *= Integer.bitCount(filter[block * WORDS + i]) / (double) Integer.SIZE;
            }
            sum += likely;
        }
        return sum / blocks;
    }
}
