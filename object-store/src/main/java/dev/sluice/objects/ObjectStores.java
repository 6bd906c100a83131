package dev.sluice.objects;

/// Makes object stores.
public final class ObjectStores {
    private ObjectStores() {}

    /// A store over any server that speaks S3. Touches no network: [ObjectStore#prepare] does. It is
    /// also [AutoCloseable], for whoever owns its lifetime.
    public static ObjectStore connect(S3Settings settings) {
        return new MinioObjectStore(settings, Patience.DEFAULT);
    }
}
