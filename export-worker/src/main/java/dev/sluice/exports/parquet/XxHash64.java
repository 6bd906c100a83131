package dev.sluice.exports.parquet;

/// XXH64 with seed 0, the hash of Parquet's Bloom filters.
final class XxHash64 {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    private static final int STRIPE = 32;

    private XxHash64() {}

    static long of(byte[] from, int start, int length) {
        int end = start + length;
        int at = start;
        long hash;
        if (length >= STRIPE) {
            long a = 0x60EA27EEADC0B5D6L; // the sum of the first two, in 64 bits
            long b = PRIME_2;
            long c = 0;
            long d = -PRIME_1;
            for (; at <= end - STRIPE; at += STRIPE) {
                a = round(a, PageBuffer.getLong(from, at));
                b = round(b, PageBuffer.getLong(from, at + 8));
                c = round(c, PageBuffer.getLong(from, at + 16));
                d = round(d, PageBuffer.getLong(from, at + 24));
            }
            hash =
                    Long.rotateLeft(a, 1)
                            + Long.rotateLeft(b, 7)
                            + Long.rotateLeft(c, 12)
                            + Long.rotateLeft(d, 18);
            hash = merge(merge(merge(merge(hash, a), b), c), d);
        } else {
            hash = PRIME_5;
        }
        return avalanche(rest(hash + length, from, at, end));
    }

    private static long rest(long begun, byte[] from, int start, int end) {
        long hash = begun;
        int at = start;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            hash ^= round(0, PageBuffer.getLong(from, at));
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        if (at <= end - Integer.BYTES) {
            hash ^= Integer.toUnsignedLong(PageBuffer.getInt(from, at)) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
            at += Integer.BYTES;
        }
        for (; at < end; at++) {
            hash ^= (from[at] & 0xff) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        return hash;
    }

    private static long round(long sum, long input) {
        return Long.rotateLeft(sum + input * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long sum) {
        return (hash ^ round(0, sum)) * PRIME_1 + PRIME_4;
    }

    private static long avalanche(long full) {
        long hash = full;
        hash = (hash ^ hash >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }
}
