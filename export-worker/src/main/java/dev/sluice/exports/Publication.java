package dev.sluice.exports;

import dev.sluice.jobstore.worker.LeaseLost;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.Json;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Stage;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.Upload;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one attempt puts into the store, and the moment when it counts.
final class Publication implements AutoCloseable {
    static final String MANIFEST = "manifest.json";
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final ObjectStore objects;
    private final RunningJob job;
    private boolean begun;
    private boolean decided;

    Publication(ObjectStore objects, RunningJob job) {
        this.objects = objects;
        this.job = job;
    }

    Upload begin(String name, String contentType) {
        begun = true;
        return objects.begin(job.objectPrefix() + name, contentType);
    }

    /// Writes the manifest, after everything that it names, and ends the job with it. Where nobody can say
    /// whether that was committed, everything stays.
    void publish(Manifest manifest) {
        job.stage(Stage.PUBLISHING);
        job.checkWanted();
        objects.put(
                job.objectPrefix() + MANIFEST,
                Json.write(manifest).getBytes(StandardCharsets.UTF_8),
                "application/json");
        decided = true;
        try {
            job.succeed(manifest);
        } catch (CancellationException | LeaseLost e) {
            // the row that names these objects was not written, and never will be
            decided = false;
            throw e;
        }
    }

    /// Removes what this attempt stored, unless the job may have ended with it.
    @Override
    public void close() {
        if (!begun || decided) {
            return;
        }
        try {
            objects.deleteAll(job.objectPrefix());
        } catch (ProblemException e) {
            // not what the job failed of; the sweep of orphans comes by later
            LOG.warn("{} could not be cleaned up: {}", job.objectPrefix(), e.getMessage());
        }
    }
}
