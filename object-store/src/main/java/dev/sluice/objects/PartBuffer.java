package dev.sluice.objects;

import java.util.Arrays;

/// The bytes of one part. Grows in few steps, so that a small object does not cost a whole part and a
/// whole part leaves little behind, and is used again for a later part at the size it has.
final class PartBuffer {
    private static final int SMALLEST = 64 * 1024;
    private static final int STEP = 8;

    private byte[] bytes = new byte[0];
    private int length;
    private int capacity;

    /// Empties it for a part of the given size.
    void reset(int partSize) {
        length = 0;
        capacity = partSize;
    }

    /// @return how many of the bytes were taken; fewer than offered when it is now full
    int take(byte[] source, int offset, int count) {
        var taken = Math.min(count, capacity - length);
        grow(length + taken);
        System.arraycopy(source, offset, bytes, length, taken);
        length += taken;
        return taken;
    }

    private void grow(int needed) {
        if (needed > bytes.length) {
            var larger = Math.max(SMALLEST, (long) STEP * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(larger, capacity)));
        }
    }

    boolean full() {
        return length == capacity;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
