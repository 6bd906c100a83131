package dev.sluice.objects;

/// How large each part of a multipart upload is. S3 allows 10,000 parts and objects of 5 TiB, and the
/// length of the stream is not known when it begins; so parts start small, which keeps memory small,
/// and grow late enough that only objects beyond 16 GiB notice.
final class PartSizes {
    static final int MOST_PARTS = 10_000;
    private static final int PARTS_PER_STEP = 1_000;
    private static final long MIB = 1024 * 1024;

    /// MiB of the parts in each thousand; the sum is 5.26 TiB. A Java array ends at 2 GiB.
    private static final long[] STEPS = {8, 8, 16, 16, 32, 64, 256, 1024, 2047, 2047};

    private PartSizes() {}

    /// @param number from 1
    /// @return bytes of that part, unless it is the last one
    static int bytes(int number) {
        if (number < 1 || number > MOST_PARTS) {
            throw new IllegalArgumentException("part " + number + " is not one of 1 to 10,000");
        }
        return (int) (STEPS[(number - 1) / PARTS_PER_STEP] * MIB);
    }
}
