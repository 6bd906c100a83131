package dev.sluice.objects;

/// How large each part of a multipart upload is. S3 allows 10,000 parts and objects of 5 TiB, and the
/// length of the stream is not known when it begins; so parts start small, which keeps memory small,
/// grow late enough that only objects beyond 16 GiB notice, and only as far as the object may need.
final class PartSizes {
    static final int MOST_PARTS = 10_000;
    private static final int PARTS_PER_STEP = 1_000;
    private static final long MIB = 1024 * 1024;

    /// MiB of the parts in each thousand; the sum is 5.26 TiB. A Java array ends at 2 GiB.
    private static final long[] STEPS = {8, 8, 16, 16, 32, 64, 256, 1024, 2047, 2047};

    private final long largest;

    private PartSizes(long largest) {
        this.largest = largest;
    }

    /// @param mostBytes that the object can have, at most 5 TiB
    static PartSizes upTo(long mostBytes) {
        for (var largest : STEPS) {
            var sizes = new PartSizes(largest);
            if (sizes.sum() >= mostBytes) {
                return sizes;
            }
        }
        throw new IllegalArgumentException("no object can have " + mostBytes + " bytes");
    }

    /// @param number from 1
    /// @return bytes of that part, unless it is the last one
    int bytes(int number) {
        if (number < 1 || number > MOST_PARTS) {
            throw new IllegalArgumentException("part " + number + " is not one of 1 to 10,000");
        }
        return (int) step((number - 1) / PARTS_PER_STEP);
    }

    private long sum() {
        long sum = 0;
        for (int i = 0; i < STEPS.length; i++) {
            sum += PARTS_PER_STEP * step(i);
        }
        return sum;
    }

    private long step(int index) {
        return Math.min(STEPS[index], largest) * MIB;
    }
}
