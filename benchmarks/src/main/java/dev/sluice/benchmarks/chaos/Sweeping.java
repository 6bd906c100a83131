package dev.sluice.benchmarks.chaos;

import dev.sluice.benchmarks.chaos.rig.Rig;
import dev.sluice.jobstore.retention.OrphanSweep;
import dev.sluice.jobstore.retention.StoredFiles;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectStores;
import dev.sluice.objects.S3Settings;
import java.util.List;
import java.util.Set;
import org.jooq.impl.DSL;

/// Does now what a gateway does each hour.
record Sweeping(Rig rig) {
    void sweep() {
        var store =
                ObjectStores.connect(
                        new S3Settings(
                                rig.storeEndpoint().toString(),
                                null,
                                "us-east-1",
                                Rig.BUCKET,
                                Rig.ACCESS_KEY,
                                Rig.SECRET_KEY));
        try (var database =
                DSL.using(rig.jobsUrl(), rig.jobs().superuser(), rig.jobs().password())) {
            new OrphanSweep(database, new Swept(store)).run();
        }
    }

    private record Swept(ObjectStore objects) implements StoredFiles {
        @Override
        public int deleteAllBut(String prefix, Set<String> kept) {
            return objects.deleteAllBut(prefix, kept);
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
}
