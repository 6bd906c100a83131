package dev.sluice.objects;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/// Knows the calls of each multipart upload that are under way, so that an abandoned upload does not
/// have to wait for them. The SDK's futures offer no way to stop a call.
final class OpenCalls implements Interceptor {
    private final ConcurrentHashMap<String, Set<Call>> byUpload = new ConcurrentHashMap<>();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final Patience patience;

    OpenCalls(Patience patience) {
        this.patience = patience;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var request = chain.request();
        var uploadId = request.url().queryParameter("uploadId");
        var patient =
                chain.withReadTimeout(
                        (int) answer(request, uploadId != null).toMillis(), TimeUnit.MILLISECONDS);
        if (uploadId == null || !request.method().equals("PUT")) {
            return patient.proceed(request);
        }
        var calls = byUpload.computeIfAbsent(uploadId, _ -> ConcurrentHashMap.newKeySet());
        calls.add(chain.call());
        try {
            if (cancelled.contains(uploadId)) {
                throw new IOException("the upload was abandoned");
            }
            return patient.proceed(request);
        } finally {
            calls.remove(chain.call());
        }
    }

    /// Of the calls that name an upload only its completion is a POST; the store joins the parts before
    /// it answers, which may take longer than any other silence.
    private Duration answer(Request request, boolean ofUpload) throws IOException {
        if (ofUpload && request.method().equals("POST")) {
            return patience.completion();
        }
        var body = request.body();
        return patience.answer(body == null ? 0 : Math.max(0, body.contentLength()));
    }

    /// Stops the upload's parts, also those that begin only now; they end with an [IOException].
    void cancel(String uploadId) {
        cancelled.add(uploadId);
        byUpload.getOrDefault(uploadId, Set.of()).forEach(Call::cancel);
    }

    void forget(String uploadId) {
        byUpload.remove(uploadId);
        cancelled.remove(uploadId);
    }
}
