package dev.sluice.gateway;

import dev.sluice.jobstore.retention.StoredFiles;
import dev.sluice.objects.ObjectStore;
import java.util.List;

/// The bucket as retention sees it.
record BucketFiles(ObjectStore objects) implements StoredFiles {
    @Override
    public int deleteAll(String prefix) {
        return objects.deleteAll(prefix);
    }

    @Override
    public List<String> prefixes(String prefix) {
        return objects.prefixes(prefix);
    }
}
