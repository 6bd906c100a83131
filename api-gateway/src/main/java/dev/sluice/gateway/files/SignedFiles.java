package dev.sluice.gateway.files;

import dev.sluice.jobstore.access.Audit;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Job;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.objects.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Mints links to an export's files: new ones at each request, each an audit line, none kept.
final class SignedFiles {
    static final Duration SHORTEST = Duration.ofSeconds(60);
    static final Duration LONGEST = Duration.ofDays(7);
    static final Duration USUAL = Duration.ofMinutes(15);

    private final Jobs jobs;
    private final ObjectStore objects;
    private final Audit audit;
    private final Clock clock;

    SignedFiles(Jobs jobs, ObjectStore objects, Audit audit, Clock clock) {
        this.jobs = jobs;
        this.objects = objects;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param tenant whose ids the caller may name; null for any
    /// @param wanted how long the links shall work; less where the files go away before
    /// @param endpoint where the caller reaches the store; null for the configured one
    FilesView mint(
            Caller caller,
            @Nullable String tenant,
            String jobId,
            Duration wanted,
            @Nullable String endpoint) {
        var early = jobs.earlyParts(tenant, jobId);
        if (early.isPresent()) {
            return early(caller, tenant, jobId, early.get(), wanted, endpoint);
        }
        var manifest = jobs.manifest(tenant, jobId);
        var job = existing(tenant, jobId);
        var lifetime = withinExpiry(job, wanted);
        audit.record(job.tenant(), caller.keyId(), "files.sign", jobId);
        return FilesView.of(
                manifest,
                job.expiresAt(),
                manifest.parts().stream().map(part -> signed(part, lifetime, endpoint)).toList());
    }

    /// What a running export has finished so far.
    private FilesView early(
            Caller caller,
            @Nullable String tenant,
            String jobId,
            List<FinishedPart> finished,
            Duration lifetime,
            @Nullable String endpoint) {
        var job = existing(tenant, jobId);
        var request =
                jobs.exportRequest(tenant, jobId)
                        .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no such job."));
        if (!finished.isEmpty()) {
            audit.record(job.tenant(), caller.keyId(), "files.sign", jobId);
        }
        UnaryOperator<String> nameOf = key -> PartNames.of(job, key);
        return FilesView.early(
                job,
                request,
                finished.stream()
                        .map(part -> signed(asOfManifest(part, nameOf), lifetime, endpoint))
                        .toList(),
                finished.stream().mapToLong(FinishedPart::guardedCells).sum());
    }

    private static Manifest.Part asOfManifest(FinishedPart part, UnaryOperator<String> nameOf) {
        return new Manifest.Part(
                nameOf.apply(part.key()),
                part.key(),
                part.rows(),
                part.bytes(),
                part.sha256(),
                part.etag(),
                part.partition().isEmpty() ? null : part.partition());
    }

    private FilesView.Part signed(
            Manifest.Part part, Duration lifetime, @Nullable String endpoint) {
        var offered = PartNames.withoutFolders(part.name());
        var link = objects.sign(part.key(), lifetime, offered, endpoint);
        return new FilesView.Part(
                part.name(),
                part.rows(),
                part.bytes(),
                part.sha256(),
                part.partition(),
                link.url(),
                link.expiresAt());
    }

    private Job existing(@Nullable String tenant, String jobId) {
        return jobs.find(tenant, jobId)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no such job."));
    }

    private Duration withinExpiry(Job job, Duration wanted) {
        if (job.expiresAt() == null) {
            return wanted;
        }
        var left = Duration.between(clock.instant(), job.expiresAt());
        if (left.compareTo(SHORTEST) < 0) {
            throw ProblemType.FILES_EXPIRED.because(
                    "The files of this export are being removed; retry the export for new ones.");
        }
        return wanted.compareTo(left) < 0 ? wanted : left.truncatedTo(ChronoUnit.SECONDS);
    }
}
