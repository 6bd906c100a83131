package dev.sluice.gateway;

import dev.sluice.jobstore.retention.StoredFiles;
import dev.sluice.objects.ObjectStore;
import java.util.List;
import java.util.Set;

/// The bucket as retention sees it. Lies here because neither the job store nor the object store knows the
/// other; whoever sweeps outside a gateway takes it from here.
public record BucketFiles(ObjectStore objects) implements StoredFiles {
    @Override
    public int deleteAllBut(String prefix, Set<String> kept) {
        return objects.deleteAllBut(prefix, kept);
    }

    @Override
    public int countAllBut(String prefix, Set<String> kept) {
        return objects.countAllBut(prefix, kept);
    }

    @Override
    public List<Unfinished> unfinishedUploads() {
        return objects.unfinishedUploads("").stream()
                .map(upload -> new Unfinished(upload.key(), upload.uploadId()))
                .toList();
    }

    @Override
    public void abort(Unfinished upload) {
        objects.abort(new ObjectStore.UnfinishedUpload(upload.key(), upload.uploadId()));
    }

    @Override
    public List<String> prefixes(String prefix) {
        return objects.prefixes(prefix);
    }
}
