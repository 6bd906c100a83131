package dev.sluice.embedded.uploads;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How long the parts of one upload are, by their number, with the sum of all before a number at the cost
/// of a logarithm: an upload may have 10,000 parts, and each of them asks for it.
final class PartLengths {
    private static final int FIRST_CAPACITY = 64;

    private final Map<Integer, Long> lengths = new HashMap<>();
    private final TreeMap<Long, Integer> timesOfEach = new TreeMap<>();
    // Fenwick trees: element i stands for as many numbers up to i as its lowest bit says
    private long[] sums = new long[FIRST_CAPACITY + 1];
    private int[] counts = new int[FIRST_CAPACITY + 1];

    /// @param length in bytes; null where the part is no longer known
    void put(int number, @Nullable Long length) {
        var before = length == null ? lengths.remove(number) : lengths.put(number, length);
        makeRoomFor(number);
        if (before != null) {
            timesOfEach.merge(before, -1, (a, b) -> a + b == 0 ? null : a + b);
            add(number, -before, -1);
        }
        if (length != null) {
            timesOfEach.merge(length, 1, Integer::sum);
            add(number, length, 1);
        }
    }

    /// Of the parts before this one, where those that are not known are as long as the longest.
    ///
    /// @param length of this one
    long before(int number, long length) {
        long sum = 0;
        int known = 0;
        for (int i = Math.min(number - 1, sums.length - 1); i > 0; i -= Integer.lowestOneBit(i)) {
            sum += sums[i];
            known += counts[i];
        }
        long longest = timesOfEach.isEmpty() ? length : Math.max(length, timesOfEach.lastKey());
        return sum + (number - 1L - known) * longest;
    }

    private void makeRoomFor(int number) {
        if (number < sums.length) {
            return;
        }
        int capacity = Math.max(number, 2 * (sums.length - 1));
        var known = new HashMap<>(lengths);
        sums = new long[capacity + 1];
        counts = new int[capacity + 1];
        // its own length is added by whoever asked for the room
        known.remove(number);
        known.forEach((other, length) -> add(other, length, 1));
    }

    private void add(int number, long length, int count) {
        for (int i = number; i < sums.length; i += Integer.lowestOneBit(i)) {
            sums[i] += length;
            counts[i] += count;
        }
    }
}
