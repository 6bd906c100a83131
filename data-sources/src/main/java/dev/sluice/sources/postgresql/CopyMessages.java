package dev.sluice.sources.postgresql;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.VisibleBufferedInputStream;
import org.postgresql.util.ByteConverter;
import org.postgresql.util.PSQLState;

/// The messages of one COPY. Rows are taken where the driver has received them: the driver's own way
/// copies each into an array of its own, under a lock, which costs about as much as writing it to a file.
/// Whatever is not a row of common size is left to the driver.
final class CopyMessages {
    private static final byte DATA = 'd';
    private static final int HEAD = 1 + Integer.BYTES;

    /// A longer one would grow the driver's buffer, which never shrinks.
    private static final int LONGEST = 64 * 1024;

    private final CopyOut copy;
    private final @Nullable VisibleBufferedInputStream received;
    private byte[] buffer = {};
    private int start;
    private int end;

    /// @param received where the driver has its messages from; null where that is not known
    CopyMessages(CopyOut copy, @Nullable VisibleBufferedInputStream received) {
        this.copy = copy;
        this.received = received;
    }

    /// @return whether there is a message; false when the copy is not going on
    boolean next() throws SQLException {
        if (received != null && inPlace(received)) {
            return true;
        }
        byte[] message = copy.readFromCopy();
        if (message == null) {
            return false;
        }
        buffer = message;
        start = 0;
        end = message.length;
        return true;
    }

    private boolean inPlace(VisibleBufferedInputStream stream) throws SQLException {
        try {
            if (!stream.ensureBytes(HEAD) || stream.getBuffer()[stream.getIndex()] != DATA) {
                return false;
            }
            // the message's own count has its four bytes, but not its type
            int length = 1 + ByteConverter.int4(stream.getBuffer(), stream.getIndex() + 1);
            if (length < HEAD || length > LONGEST || !stream.ensureBytes(length)) {
                return false;
            }
            buffer = stream.getBuffer();
            start = stream.getIndex() + HEAD;
            end = stream.getIndex() + length;
            stream.skip(length);
            return true;
        } catch (IOException e) {
            throw new SQLException(
                    "the connection broke inside a copy",
                    PSQLState.CONNECTION_FAILURE.getState(),
                    e);
        }
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /// @return null before the end
    @Nullable Long copiedRows() {
        return copy.isActive() || copy.getHandledRowCount() < 0 ? null : copy.getHandledRowCount();
    }
}
