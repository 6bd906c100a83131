package dev.sluice.benchmarks.chaos.checker;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/// What lies in the object store.
///
/// @param sizes bytes by key
/// @param uploads keys of multipart uploads that nobody has finished
public record Bucket(Map<String, Long> sizes, List<String> uploads, Reader reader) {

    /// Reads one object.
    @FunctionalInterface
    public interface Reader {
        InputStream open(String key) throws IOException;
    }
}
