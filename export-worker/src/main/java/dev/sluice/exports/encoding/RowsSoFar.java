package dev.sluice.exports.encoding;

import java.util.concurrent.atomic.AtomicLong;

/// The rows read so far: written by the reading thread for each row, read by others now and then.
public final class RowsSoFar {
    private final AtomicLong rows = new AtomicLong();

    /// Cheap enough for each row: no fence, others see it a little later.
    public void are(long read) {
        rows.setOpaque(read);
    }

    public long get() {
        return rows.getOpaque();
    }
}
