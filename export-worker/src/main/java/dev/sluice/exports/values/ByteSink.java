package dev.sluice.exports.values;

import dev.sluice.model.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that grow at their end. The array is open to whoever writes much: [#reserve] first, then
/// write behind [#length] and move it.
public final class ByteSink {
    /// What a Java array can hold on every virtual machine.
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private byte[] array;
    private int length;

    public ByteSink(int capacity) {
        array = new byte[capacity];
    }

    /// @param array to write into from its beginning
    public ByteSink(byte[] array) {
        this.array = array;
    }

    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    public void length(int bytes) {
        length = bytes;
    }

    /// Goes on in another array, from its beginning.
    public void continueIn(byte[] other) {
        array = other;
        length = 0;
    }

    /// Makes room, so that [#array] can be written to from [#length] on.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `unsupported` beyond what an array can hold
    public void reserve(int more) {
        if (array.length - length < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) length + more;
        if (needed > LARGEST) {
            throw ProblemType.UNSUPPORTED.because(
                    "A row becomes larger than 2 GiB in this format: leave its largest column out, or"
                            + " export csv.");
        }
        array = Arrays.copyOf(array, (int) Math.min(LARGEST, Math.max(needed, length * 3L / 2)));
    }

    public void put(int b) {
        reserve(1);
        array[length++] = (byte) b;
    }

    public void put(byte[] from) {
        put(from, 0, from.length);
    }

    public void put(byte[] from, int start, int end) {
        int count = end - start;
        reserve(count);
        System.arraycopy(from, start, array, length, count);
        length += count;
    }

    /// @param ascii characters below 128 only
    public void putAscii(String ascii) {
        int count = ascii.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            array[length + i] = (byte) ascii.charAt(i);
        }
        length += count;
    }

    public void putText(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] toBytes() {
        return Arrays.copyOf(array, length);
    }
}
