package dev.sluice.sources.reading;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One COPY stream. Used by one thread, but for [#cancel]. Closing before the end cancels the
/// statement on the server and throws the connection away.
public interface CopyReader extends AutoCloseable {
    List<ResultColumn> columns();

    /// The snapshot's time on the source.
    Instant asOf();

    /// The source's write-ahead log position at the snapshot; null where the role may not read it.
    @Nullable String asOfLsn();

    /// Goes to the next message of the stream. CSV: one row each.
    /// Binary: the 19 bytes of header come in front of the first row in one message (of the trailer,
    /// where there is no row), and the two bytes of trailer are the last message.
    ///
    /// @return false after the last one
    boolean next();

    /// Holds the message from [#start] to [#end], until the next call of [#next]; the message itself may
    /// be written over.
    byte[] buffer();

    int start();

    int end();

    /// The row count in COPY's own command tag: the only proof that the stream is whole. Known after
    /// [#next] has returned false.
    ///
    /// @throws IllegalStateException before the end
    long copiedRows();

    /// Ends the statement from any thread; the reader's next call throws `cancelled` as a
    /// [java.util.concurrent.CancellationException].
    void cancel();

    @Override
    void close();
}
