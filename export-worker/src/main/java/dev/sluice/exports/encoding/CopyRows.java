package dev.sluice.exports.encoding;

import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import java.util.Arrays;

/// The rows of a COPY stream without what frames them. PostgreSQL sends one message per row; binary
/// COPY has a header in front of the first, and an end mark as a message of its own.
public final class CopyRows {
    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
    };
    private static final int HEAD = SIGNATURE.length + 8;

    private final CopyReader stream;
    private final boolean binary;
    private byte[] message = {};
    private int start;
    private int end;
    private boolean begun;

    public CopyRows(CopyReader stream, CopyFormat format) {
        this.stream = stream;
        this.binary = format instanceof CopyFormat.Binary;
    }

    /// @return whether there is a row; false after the last
    public boolean next() {
        boolean received = stream.next();
        if (binary) {
            return nextBinary(received);
        }
        if (received) {
            take();
        }
        return received;
    }

    private void take() {
        message = stream.buffer();
        start = stream.start();
        end = stream.end();
    }

    private boolean nextBinary(boolean received) {
        if (!received) {
            throw BrokenStream.because(
                    begun ? "ended without its end mark" : "does not begin as binary COPY does");
        }
        take();
        if (!begun) {
            begun = true;
            start += header(Arrays.copyOfRange(message, start, end));
        }
        int left = end - start;
        if (left < 2) {
            throw BrokenStream.because("ended inside a row");
        }
        if (message[start] >= 0) {
            return true;
        }
        // a row begins with the count of its fields, the end mark is -1 there
        if (left != 2 || message[start] != -1 || message[start + 1] != -1) {
            throw BrokenStream.because("holds a row with a negative count of fields");
        }
        if (stream.next()) {
            throw BrokenStream.because("went on after its end mark");
        }
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

    /// Holds the row from [#start] to [#end], until the next call of [#next].
    public byte[] message() {
        return message;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }
}
