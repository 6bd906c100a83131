package dev.sluice.benchmarks.chaos.checker;

import java.io.IOException;
import java.io.InputStream;

/// Equal for the same lines in whatever order.
///
/// @param sum of a hash of each line
public record LineDigest(long lines, long sum) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int BUFFER = 64 << 10;

    static final LineDigest NONE = new LineDigest(0, 0);

    LineDigest plus(LineDigest other) {
        return new LineDigest(lines + other.lines, sum + other.sum);
    }

    /// @param skipped lines at the begin that do not count
    static LineDigest of(InputStream text, int skipped) throws IOException {
        var accumulator = new Accumulator(skipped);
        var buffer = new byte[BUFFER];
        for (var count = text.read(buffer); count >= 0; count = text.read(buffer)) {
            accumulator.take(buffer, count);
        }
        return accumulator.end();
    }

    /// Takes lines in pieces that need not end with one.
    static final class Accumulator {
        private int skipped;
        private long lines;
        private long sum;
        private long hash = FNV_OFFSET;
        private boolean begun;

        Accumulator(int skipped) {
            this.skipped = skipped;
        }

        void take(byte[] bytes, int count) {
            for (int i = 0; i < count; i++) {
                if (bytes[i] == '\n') {
                    endLine();
                } else {
                    hash = (hash ^ (bytes[i] & 0xff)) * FNV_PRIME;
                    begun = true;
                }
            }
        }

        private void endLine() {
            if (skipped > 0) {
                skipped--;
            } else {
                lines++;
                sum += mixed(hash);
            }
            hash = FNV_OFFSET;
            begun = false;
        }

        LineDigest end() {
            if (begun) {
                endLine(); // a last line that was cut counts as one that nobody expects
            }
            return new LineDigest(lines, sum);
        }

        private static long mixed(long hash) {
            var h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
            return (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        }
    }
}
