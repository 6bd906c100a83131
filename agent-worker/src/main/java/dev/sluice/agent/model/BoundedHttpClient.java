package dev.sluice.agent.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/// Speaks to the model's server and believes it little: a reply has a largest size, redirects are not
/// followed (they would carry the key elsewhere), and HTTP/2 is not offered, because several model
/// servers lose the body of a request that asks for the upgrade.
final class BoundedHttpClient implements HttpClient {
    static final int LARGEST_REPLY = 2 * 1024 * 1024;

    private final java.net.http.HttpClient http;
    private final Duration readTimeout;

    private BoundedHttpClient(Duration connectTimeout, Duration readTimeout) {
        this.http =
                java.net.http.HttpClient.newBuilder()
                        .version(java.net.http.HttpClient.Version.HTTP_1_1)
                        .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                        .connectTimeout(connectTimeout)
                        .build();
        this.readTimeout = readTimeout;
    }

    static HttpClientBuilder builder() {
        return new Builder();
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        try {
            var response =
                    http.send(
                            translate(request),
                            BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_REPLY));
            if (response.statusCode() / 100 != 2) {
                throw new HttpException(
                        response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
            }
            return SuccessfulHttpResponse.builder()
                    .statusCode(response.statusCode())
                    .headers(response.headers().map())
                    .body(response.body())
                    .build();
        } catch (HttpTimeoutException e) {
            throw new TimeoutException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the model's reply is not wanted any more");
        }
    }

    /// Not needed: replies are read whole.
    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("replies are not streamed");
    }

    private java.net.http.HttpRequest translate(HttpRequest request) {
        var translated =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                        .timeout(readTimeout);
        request.headers()
                .forEach((name, values) -> values.forEach(value -> translated.header(name, value)));
        var body = request.body();
        translated.method(
                request.method().name(),
                body == null
                        ? java.net.http.HttpRequest.BodyPublishers.noBody()
                        : java.net.http.HttpRequest.BodyPublishers.ofString(body));
        return translated.build();
    }

    private static final class Builder implements HttpClientBuilder {
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration readTimeout = Duration.ofSeconds(60);

        @Override
        public Duration connectTimeout() {
            return connectTimeout;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return this;
        }

        @Override
        public Duration readTimeout() {
            return readTimeout;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            readTimeout = timeout;
            return this;
        }

        @Override
        public HttpClient build() {
            return new BoundedHttpClient(connectTimeout, readTimeout);
        }
    }
}
