package dev.sluice.benchmarks.chaos;

import dev.sluice.benchmarks.chaos.rig.Rig;
import dev.sluice.gateway.BucketFiles;
import dev.sluice.jobstore.retention.OrphanSweep;
import dev.sluice.objects.ObjectStores;
import dev.sluice.objects.S3Settings;
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
            new OrphanSweep(database, new BucketFiles(store)).run();
        }
    }
}
