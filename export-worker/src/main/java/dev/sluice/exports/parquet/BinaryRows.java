package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.BrokenStream;
import dev.sluice.exports.values.Wire;
import dev.sluice.sources.reading.CopyReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Walks through PGCOPY binary: a header, rows, and -1 where a row's field count would be. PostgreSQL
/// sends one message per row, the header together with the first.
final class BinaryRows {
    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
    };
    private static final int HEAD = SIGNATURE.length + 8;

    private final CopyReader rows;
    private byte @Nullable [] message;
    private int at;

    BinaryRows(CopyReader rows) {
        this.rows = rows;
        message = rows.next();
        at = header(message);
    }

    private static int header(byte @Nullable [] first) {
        if (first == null
                || first.length < HEAD
                || !Arrays.equals(first, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            throw BrokenStream.because("does not begin as binary COPY does");
        }
        int flags = Wire.int4(first, SIGNATURE.length);
        int extension = Wire.int4(first, SIGNATURE.length + 4);
        if (flags != 0 || extension < 0 || extension > first.length - HEAD) {
            throw BrokenStream.because("has a header of a kind that is not known");
        }
        return HEAD + extension;
    }

    /// @return whether [#message] holds a row at [#position]; false after the last
    boolean hasRow() {
        while (message != null && at == message.length) {
            message = rows.next();
            at = 0;
        }
        if (message == null) {
            throw BrokenStream.because("ended without its end mark");
        }
        if (at + 2 > message.length) {
            throw BrokenStream.because("ended inside a row");
        }
        if (Wire.int2(message, at) != -1) {
            return true;
        }
        if (at + 2 != message.length || rows.next() != null) {
            throw BrokenStream.because("went on after its end mark");
        }
        return false;
    }

    byte[] message() {
        if (message == null) {
            throw new IllegalStateException("there is no row");
        }
        return message;
    }

    int position() {
        return at;
    }

    /// Behind the row at [#position].
    int rowEnd() {
        var row = message();
        int end = at + 2;
        for (int fields = Wire.int2(row, at); fields > 0; fields--) {
            int length = end + 4 > row.length ? -2 : Wire.int4(row, end);
            if (length < -1 || length > row.length - end - 4) {
                throw BrokenStream.because("ended inside a row");
            }
            end += 4 + Math.max(0, length);
        }
        return end;
    }

    void goOnAt(int position) {
        at = position;
    }
}
