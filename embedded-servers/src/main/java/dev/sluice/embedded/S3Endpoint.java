package dev.sluice.embedded;

import dev.sluice.embedded.uploads.JoinedUploads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// An S3 server inside this process that keeps objects as files.
public final class S3Endpoint implements AutoCloseable {
    public static final String REGION = "us-east-1";

    /// @param directory keeps a directory per bucket
    /// @param bind the address to listen on
    public record Settings(
            Path directory, String bind, int port, String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "S3 in %s on %s:%d".formatted(directory, bind, port);
        }
    }

    /// How long a stop waits for downloads that are under way.
    private static final long STOP_MILLIS = 2_000;

    private final Settings settings;
    private final S3Proxy server;

    private S3Endpoint(Settings settings, S3Proxy server) {
        this.settings = settings;
        this.server = server;
    }

    public static S3Endpoint start(Settings settings) {
        Ports.requireFree(
                settings.bind(), settings.port(), "the object store (SLUICE_S3_PORT changes it)");
        Directories.createPrivate(settings.directory());
        var store =
                new SpaceTelling(
                        new JoinedUploads(
                                new FilesystemNio2BlobStore(settings.directory().toString()),
                                settings.directory()),
                        settings.directory());
        var server =
                S3Proxy.builder()
                        .blobStore(store)
                        .awsAuthentication(
                                AuthenticationType.AWS_V2_OR_V4,
                                settings.accessKey(),
                                settings.secretKey())
                        .endpoint(
                                URI.create(
                                        "http://%s:%d"
                                                .formatted(
                                                        inUri(settings.bind()), settings.port())))
                        .ignoreUnknownHeaders(true)
                        .stopTimeout(STOP_MILLIS)
                        .build();
        try {
            server.start();
        } catch (Exception e) { // declared so by the server
            throw new ServerStartException(
                    "The object store cannot be started on %s port %d: %s."
                            .formatted(settings.bind(), settings.port(), e.getMessage()),
                    e);
        }
        return new S3Endpoint(settings, server);
    }

    /// Where this process reaches it: a server on every interface is reached by loopback.
    public String endpoint() {
        var host =
                switch (settings.bind()) {
                    case "0.0.0.0", "::" -> Ports.LOOPBACK;
                    default -> inUri(settings.bind());
                };
        return "http://%s:%d".formatted(host, settings.port());
    }

    public int port() {
        return settings.port();
    }

    public String region() {
        return REGION;
    }

    public String accessKey() {
        return settings.accessKey();
    }

    public String secretKey() {
        return settings.secretKey();
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) { // declared so by the server
            throw new IOException("The object store was not stopped: " + e.getMessage(), e);
        }
    }

    private static String inUri(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
