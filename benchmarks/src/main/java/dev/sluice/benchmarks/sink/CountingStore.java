package dev.sluice.benchmarks.sink;

import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.Upload;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Counts bytes and throws them away: no hash, no network, no disk.
final class CountingStore implements ObjectStore {
    private static final String NO_HASH = "0".repeat(64);

    @Override
    public Upload begin(String key, String contentType, long mostBytes) {
        return new CountedUpload(key);
    }

    @Override
    public void put(String key, byte[] content, String contentType) {
        throw keepsNothing();
    }

    @Override
    public SignedUrl sign(
            String key, Duration lifetime, String fileName, @Nullable String publicEndpoint) {
        throw keepsNothing();
    }

    @Override
    public @Nullable Long size(String key) {
        return null;
    }

    @Override
    public int deleteAllBut(String prefix, Set<String> kept) {
        return 0;
    }

    @Override
    public int countAllBut(String prefix, Set<String> kept) {
        return 0;
    }

    @Override
    public List<UnfinishedUpload> unfinishedUploads(String prefix) {
        return List.of();
    }

    @Override
    public void abort(UnfinishedUpload upload) {}

    @Override
    public List<String> prefixes(String prefix) {
        return List.of();
    }

    @Override
    public void prepare() {}

    @Override
    public @Nullable String ailment() {
        return null;
    }

    private static UnsupportedOperationException keepsNothing() {
        return new UnsupportedOperationException("this store keeps nothing");
    }

    private static final class CountedUpload implements Upload {
        private final String key;
        private final Counter counter = new Counter();

        CountedUpload(String key) {
            this.key = key;
        }

        @Override
        public OutputStream stream() {
            return counter;
        }

        @Override
        public long bytes() {
            return counter.bytes;
        }

        @Override
        public Stored commit() {
            return new Stored(key, counter.bytes, NO_HASH, null);
        }

        @Override
        public void close() {}
    }

    /// Written by one thread at a time; others may look.
    private static final class Counter extends OutputStream {
        private volatile long bytes;

        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField")
        public void write(int one) {
            bytes++;
        }

        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField")
        public void write(byte[] some, int offset, int length) {
            bytes += length;
        }
    }
}
