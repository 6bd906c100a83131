package dev.sluice.objects;

import dev.sluice.model.problem.ProblemType;
import io.minio.BucketExistsArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.messages.Item;
import io.minio.messages.ListBucketResultV2;
import io.minio.messages.ListMultipartUploadsResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/// [ObjectStore] over the MinIO SDK, for any server that speaks S3.
final class MinioObjectStore implements ObjectStore, AutoCloseable {
    private static final Duration HEALTH_ANSWER = Duration.ofSeconds(5);
    private static final int CALLS_AT_ONCE = 64;

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final OkHttpClient http;
    private final OpenCalls openCalls;
    private final MinioAsyncClient client;
    private final S3Bucket bucket;
    private final LinkSigner signer;

    MinioObjectStore(S3Settings settings, Patience patience) {
        openCalls = new OpenCalls(patience);
        http = httpClient(patience);
        client =
                MinioAsyncClient.builder()
                        .endpoint(settings.endpoint())
                        .region(settings.region())
                        .credentials(settings.accessKey(), settings.secretKey())
                        .httpClient(http)
                        .build();
        bucket = new S3Bucket(client, new StoreCalls(patience), settings.bucket());
        signer = new LinkSigner(settings, http);
    }

    private OkHttpClient httpClient(Patience patience) {
        var dispatcher = new Dispatcher(workers);
        dispatcher.setMaxRequests(CALLS_AT_ONCE);
        dispatcher.setMaxRequestsPerHost(CALLS_AT_ONCE);
        // The SDK's own client for its certificates of SSL_CERT_FILE, without its repetitions,
        // which
        // know neither a broken connection nor an end.
        var builder = Http.newDefaultClient().newBuilder();
        builder.interceptors().clear();
        return builder.dispatcher(dispatcher)
                .addInterceptor(openCalls)
                .connectTimeout(patience.connect())
                .readTimeout(patience.silence())
                .writeTimeout(patience.silence())
                .build();
    }

    @Override
    public Upload begin(String key, String contentType, long mostBytes) {
        return new MinioUpload(
                bucket, openCalls, workers, key, contentType, PartSizes.upTo(mostBytes));
    }

    @Override
    public void put(String key, byte[] content, String contentType) {
        bucket.put(key, contentType, content, content.length);
    }

    @Override
    public SignedUrl sign(
            String key, Duration lifetime, String fileName, @Nullable String publicEndpoint) {
        return signer.sign(key, lifetime, fileName, publicEndpoint);
    }

    @Override
    public @Nullable Long size(String key) {
        var found = bucket.head(key);
        return found == null ? null : found.size();
    }

    @Override
    public int deleteAllBut(String prefix, Set<String> kept) {
        if (prefix.length() < 2 || !prefix.endsWith("/")) {
            throw new IllegalArgumentException(
                    "a prefix to delete ends in a slash, unlike '" + prefix + "'");
        }
        unfinishedUploads(prefix).forEach(this::abort);
        int[] removed = {0};
        forEachPage(
                prefix,
                page -> {
                    var doomed = keysBut(page, kept);
                    if (!doomed.isEmpty()) {
                        remove(doomed);
                        removed[0] += doomed.size();
                    }
                });
        return removed[0];
    }

    @Override
    public int countAllBut(String prefix, Set<String> kept) {
        int[] found = {0};
        forEachPage(prefix, page -> found[0] += keysBut(page, kept).size());
        return found[0];
    }

    private void forEachPage(String prefix, Consumer<ListBucketResultV2> consumer) {
        String token = null;
        do {
            var page = bucket.list(prefix, null, token);
            consumer.accept(page);
            token = page.isTruncated() ? page.nextContinuationToken() : null;
        } while (token != null);
    }

    private static List<String> keysBut(ListBucketResultV2 page, Set<String> kept) {
        return page.contents().stream()
                .map(Item::objectName)
                .filter(key -> !kept.contains(key))
                .toList();
    }

    private void remove(List<String> keys) {
        var errors = bucket.remove(keys);
        if (!errors.isEmpty()) {
            var first = errors.getFirst();
            throw ProblemType.STORE_FAILED.because(
                    "The object store could not remove %s: it answered %s, %s."
                            .formatted(first.objectName(), first.code(), first.message()));
        }
    }

    @Override
    public List<UnfinishedUpload> unfinishedUploads(String prefix) {
        var found = new ArrayList<UnfinishedUpload>();
        forEachUpload(
                prefix,
                upload -> found.add(new UnfinishedUpload(upload.objectName(), upload.uploadId())));
        return List.copyOf(found);
    }

    @Override
    public void abort(UnfinishedUpload upload) {
        bucket.abortUpload(upload.key(), upload.uploadId());
    }

    private void forEachUpload(
            String prefix, Consumer<ListMultipartUploadsResult.Upload> consumer) {
        String keyMarker = null;
        String uploadIdMarker = null;
        boolean more;
        do {
            var page = bucket.listUploads(prefix, keyMarker, uploadIdMarker);
            for (var upload : page.uploads()) {
                // Some servers list more than was asked for.
                if (upload.objectName().startsWith(prefix)) {
                    consumer.accept(upload);
                }
            }
            keyMarker = page.nextKeyMarker();
            uploadIdMarker = page.nextUploadIdMarker();
            more = page.isTruncated() && keyMarker != null;
        } while (more);
    }

    @Override
    public List<String> prefixes(String prefix) {
        var found = new TreeSet<String>();
        String token = null;
        do {
            var page = bucket.list(prefix, "/", token);
            page.commonPrefixes().forEach(p -> found.add(p.toItem().objectName()));
            token = page.isTruncated() ? page.nextContinuationToken() : null;
        } while (token != null);
        // what a killed worker leaves behind is mostly this, and no listing of objects shows it
        forEachUpload(
                prefix,
                upload -> {
                    var end = upload.objectName().indexOf('/', prefix.length());
                    if (end > 0) {
                        found.add(upload.objectName().substring(0, end + 1));
                    }
                });
        return List.copyOf(found);
    }

    @Override
    public void prepare() {
        if (!bucket.exists()) {
            bucket.create();
        }
    }

    @Override
    public @Nullable String ailment() {
        try {
            var exists =
                    client.bucketExists(BucketExistsArgs.builder().bucket(bucket.name()).build())
                            .orTimeout(HEALTH_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                            .join();
            return exists ? null : "Bucket " + bucket.name() + " does not exist.";
        } catch (CompletionException e) {
            return StoreFailures.problem("be asked", StoreFailures.cause(e)).problem().detail();
        }
    }

    /// Ends the threads and connections; calls under way fail.
    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.connectionPool().evictAll();
        workers.shutdown();
    }
}
