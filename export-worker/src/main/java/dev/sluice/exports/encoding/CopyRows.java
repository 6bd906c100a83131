package dev.sluice.exports.encoding;

import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The rows of a COPY stream without what frames them. PostgreSQL sends one message per row; binary
/// COPY has a header in front of the first, and an end mark as a message of its own.
public final class CopyRows {
    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
    };
    private static final int HEAD = SIGNATURE.length + 8;
    private static final byte[] NOTHING = new byte[0];

    private final CopyReader stream;
    private final boolean binary;
    private byte[] message = NOTHING;
    private int start;
    private boolean begun;

    public CopyRows(CopyReader stream, CopyFormat format) {
        this.stream = stream;
        this.binary = format instanceof CopyFormat.Binary;
    }

    /// @return whether there is a row; false after the last
    public boolean next() {
        var received = stream.next();
        start = 0;
        if (binary) {
            return nextBinary(received);
        }
        message = received == null ? NOTHING : received;
        return received != null;
    }

    private boolean nextBinary(byte @Nullable [] received) {
        if (received == null) {
            throw BrokenStream.because(
                    begun ? "ended without its end mark" : "does not begin as binary COPY does");
        }
        message = received;
        if (!begun) {
            begun = true;
            start = header(received);
        }
        int left = received.length - start;
        if (left < 2) {
            throw BrokenStream.because("ended inside a row");
        }
        if (received[start] >= 0) {
            return true;
        }
        // a row begins with the count of its fields, the end mark is -1 there
        if (left != 2 || received[start] != -1 || received[start + 1] != -1) {
            throw BrokenStream.because("holds a row with a negative count of fields");
        }
        if (stream.next() != null) {
            throw BrokenStream.because("went on after its end mark");
        }
        message = NOTHING;
        start = 0;
        return false;
    }

    private static int header(byte[] first) {
        if (first.length < HEAD
                || !Arrays.equals(first, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            throw BrokenStream.because("does not begin as binary COPY does");
        }
        int flags = int4(first, SIGNATURE.length);
        int extension = int4(first, SIGNATURE.length + 4);
        if (flags != 0 || extension < 0 || extension > first.length - HEAD) {
            throw BrokenStream.because("has a header of a kind that is not known");
        }
        return HEAD + extension;
    }

    private static int int4(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | bytes[at + 3] & 0xff;
    }

    /// Holds the row from [#start] to its end.
    public byte[] message() {
        return message;
    }

    public int start() {
        return start;
    }
}
