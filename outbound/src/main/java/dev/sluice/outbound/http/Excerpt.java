package dev.sluice.outbound.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/// The first bytes of an answer's body.
///
/// @param cut whether there may have been more
record Excerpt(byte[] bytes, boolean cut) {
    private static final int CHUNK = 4096;

    /// Reads until there is enough, the body ends, or it breaks off, as it does at the deadline: the
    /// status has come, and what happens to the body does not take it back.
    static Excerpt of(@Nullable HttpEntity entity, int most) {
        var read = new ByteArrayOutputStream();
        if (entity == null) {
            return new Excerpt(read.toByteArray(), false);
        }
        try {
            var content = entity.getContent();
            var chunk = new byte[CHUNK];
            while (read.size() < most) {
                var length = content.read(chunk, 0, Math.min(chunk.length, most - read.size()));
                if (length < 0) {
                    return new Excerpt(read.toByteArray(), false);
                }
                read.write(chunk, 0, length);
            }
            return new Excerpt(read.toByteArray(), entity.getContentLength() != most);
        } catch (IOException e) {
            return new Excerpt(read.toByteArray(), true);
        }
    }
}
