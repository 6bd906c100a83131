package dev.sluice.objects;

import dev.sluice.model.problem.ProblemType;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A multipart upload with two parts on their way while a third is filled; one single request where
/// the object is smaller than a part. The buffers are few and used again, so memory does not depend on
/// the object's size below 16 GiB, and beyond only on its part size.
final class MinioUpload implements Upload {
    private static final Logger log = LoggerFactory.getLogger(MinioUpload.class);
    private static final int BUFFERS = 3;

    private final S3Bucket bucket;
    private final OpenCalls openCalls;
    private final Executor workers;
    private final String key;
    private final String contentType;
    private final PartSizes partSizes;
    private final PartStream stream = new PartStream();
    private final StreamHash hash = new StreamHash();
    private final AtomicLong bytes = new AtomicLong();
    private final BlockingQueue<PartBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    private final Object lock = new Object();
    private final List<CompletableFuture<Part>> parts = new ArrayList<>(); // under lock
    private @Nullable String uploadId; // under lock
    private boolean ended; // under lock
    private volatile boolean maybeStored;
    private @Nullable PartBuffer filling; // of the writing thread

    MinioUpload(
            S3Bucket bucket,
            OpenCalls openCalls,
            Executor workers,
            String key,
            String contentType,
            PartSizes partSizes) {
        this.bucket = bucket;
        this.openCalls = openCalls;
        this.workers = workers;
        this.key = key;
        this.contentType = contentType;
        this.partSizes = partSizes;
        for (int i = 0; i < BUFFERS; i++) {
            free.add(new PartBuffer());
        }
    }

    @Override
    public OutputStream stream() {
        return stream;
    }

    @Override
    public long bytes() {
        return bytes.get();
    }

    @Override
    public Stored commit() {
        throwIfFailed();
        var last = filling;
        filling = null;
        if (begun() == null) {
            putWhole(last == null ? new PartBuffer() : last);
        } else {
            if (last != null && last.length() > 0) {
                send(last);
            }
            complete(uploaded());
        }
        var found = confirmed();
        boolean abandoned;
        synchronized (lock) {
            abandoned = ended;
            ended = true;
        }
        if (abandoned) {
            bucket.remove(key);
            throw abandoned();
        }
        return new Stored(key, bytes(), hash.hex(), found.etag());
    }

    @Override
    public void close() {
        String begun;
        List<CompletableFuture<Part>> underWay;
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            begun = uploadId;
            underWay = List.copyOf(parts);
        }
        failure.compareAndSet(null, abandoned());
        try {
            if (begun != null) {
                abort(begun, underWay);
            }
            if (maybeStored) {
                bucket.remove(key);
            }
        } catch (RuntimeException e) {
            // Whoever closes has a failure of its own to tell; the sweep of orphans comes by later.
            log.warn("{} was abandoned and could not be cleaned up: {}", key, e.getMessage());
        }
    }

    private void putWhole(PartBuffer only) {
        hash.update(only);
        maybeStored = true;
        bucket.put(key, contentType, only.bytes(), only.length());
    }

    private void complete(List<Part> confirmed) {
        var id = begun();
        if (id == null) {
            throw abandoned();
        }
        maybeStored = true;
        try {
            bucket.completeUpload(key, id, confirmed);
        } catch (ExecutionException e) {
            var cause = StoreFailures.cause(e);
            // The answer was lost on its way, or a repetition found the work done: the size
            // decides.
            if (!(cause instanceof IOException) && !StoreFailures.is(cause, "NoSuchUpload")) {
                throw StoreFailures.problem("complete " + key, cause);
            }
        } finally {
            openCalls.forget(id);
        }
    }

    private S3Bucket.Found confirmed() {
        var found = bucket.head(key);
        if (found == null || found.size() != bytes()) {
            throw ProblemType.STORE_FAILED.because(
                    "The object store was sent %d bytes of %s and confirms %s."
                            .formatted(bytes(), key, found == null ? "no object" : found.size()));
        }
        return found;
    }

    private void abort(String id, List<CompletableFuture<Part>> underWay) {
        openCalls.cancel(id);
        // A part that arrives after the abort would stay behind.
        CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new))
                .handle((_, _) -> null)
                .join();
        openCalls.forget(id);
        bucket.abortUpload(key, id);
    }

    private List<Part> uploaded() {
        List<CompletableFuture<Part>> all;
        synchronized (lock) {
            all = List.copyOf(parts);
        }
        try {
            return all.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throwIfFailed();
            throw e;
        }
    }

    private @Nullable String begun() {
        synchronized (lock) {
            return uploadId;
        }
    }

    private void send(PartBuffer full) {
        if (begun() == null) {
            begin();
        }
        var part = new CompletableFuture<Part>();
        int number;
        String id;
        synchronized (lock) {
            id = uploadId;
            if (ended || id == null) {
                throw abandoned();
            }
            parts.add(part);
            number = parts.size();
        }
        var turn = hash.nextTurn();
        try {
            workers.execute(() -> upload(id, number, full, turn, part));
        } catch (RejectedExecutionException e) {
            part.completeExceptionally(e);
            throw new CancellationException("the object store was closed");
        }
    }

    private void begin() {
        var id = bucket.beginUpload(key, contentType);
        boolean tooLate;
        synchronized (lock) {
            tooLate = ended;
            uploadId = id;
        }
        if (tooLate) {
            bucket.abortUpload(key, id);
            throw abandoned();
        }
    }

    private void upload(
            String id,
            int number,
            PartBuffer full,
            StreamHash.Turn turn,
            CompletableFuture<Part> part) {
        try {
            turn.update(full);
            part.complete(
                    bucket.uploadPart(
                            key,
                            id,
                            number,
                            full.bytes(),
                            full.length(),
                            () -> failure.get() == null));
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            part.completeExceptionally(e);
        } finally {
            free.add(full);
        }
    }

    private void throwIfFailed() {
        var failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private CancellationException abandoned() {
        return new CancellationException("the upload of " + key + " was abandoned");
    }

    private PartBuffer nextBuffer() {
        int number;
        synchronized (lock) {
            number = parts.size() + 1;
        }
        if (number > PartSizes.MOST_PARTS) {
            throw ProblemType.STORE_FAILED.because(
                    key + " is larger than an object may be; split the export.");
        }
        try {
            var buffer = free.take();
            buffer.reset(partSizes.bytes(number));
            return buffer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while writing " + key);
        }
    }

    /// Where the bytes come in. Closing it does nothing: [#commit] and [#close] decide.
    private final class PartStream extends OutputStream {
        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            int done = 0;
            while (done < length) {
                throwIfFailed();
                var buffer = filling;
                if (buffer == null) {
                    buffer = nextBuffer();
                    filling = buffer;
                }
                done += buffer.take(source, offset + done, length - done);
                if (buffer.full()) {
                    filling = null;
                    send(buffer);
                }
            }
            bytes.addAndGet(length);
        }
    }
}
