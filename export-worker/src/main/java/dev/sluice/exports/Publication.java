package dev.sluice.exports;

import dev.sluice.jobstore.worker.EndUnknown;
import dev.sluice.jobstore.worker.LeaseLost;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.Json;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.fault.PausePoint;
import dev.sluice.model.job.Stage;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.objects.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one attempt leaves in the store, and the moment when it counts. Thread-safe where parts are
/// recorded.
final class Publication implements AutoCloseable {
    static final String MANIFEST = "manifest.json";
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final ObjectStore objects;
    private final RunningJob job;
    private final Set<String> recorded = ConcurrentHashMap.newKeySet();
    private boolean begun;
    private boolean decided;

    Publication(ObjectStore objects, RunningJob job) {
        this.objects = objects;
        this.job = job;
    }

    /// From here the attempt's prefix holds objects.
    void begin() {
        begun = true;
    }

    /// Writes down a part that outlives the attempt.
    void record(FinishedPart part) {
        recorded.add(part.key());
        try {
            job.partFinished(part);
        } catch (EndUnknown e) {
            // it may have been written down, so its object stays
            throw e;
        } catch (RuntimeException e) {
            recorded.remove(part.key());
            throw e;
        }
    }

    /// Nothing written so far will be named by a manifest. What lies under the prefixes of later attempts
    /// is not ours, should there be any by now.
    void forget() {
        job.forgetParts();
        recorded.clear();
        var all = jobPrefix(job.job().tenant(), job.job().id());
        for (int attempt = 1; attempt <= job.job().attempt(); attempt++) {
            objects.deleteAll(all + attempt + "/");
        }
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
        PausePoint.MANIFEST_AFTER_WRITE.reached();
        decided = true;
        try {
            job.succeed(manifest);
        } catch (CancellationException | LeaseLost e) {
            // the row that names these objects was not written, and never will be
            decided = false;
            throw e;
        }
    }

    /// Removes what this attempt stored, but for recorded parts, unless the job may have ended with it.
    @Override
    public void close() {
        if (!begun || decided) {
            return;
        }
        try {
            objects.deleteAllBut(job.objectPrefix(), recorded);
        } catch (ProblemException e) {
            // not what the job failed of; the sweep of orphans comes by later
            LOG.warn("{} could not be cleaned up: {}", job.objectPrefix(), e.getMessage());
        }
    }

    /// Where the objects of all attempts lie.
    static String jobPrefix(String tenant, String jobId) {
        return tenant + "/" + jobId + "/";
    }
}
