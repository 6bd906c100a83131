package dev.sluice.jobstore.retention;

import dev.sluice.model.problem.ProblemException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what lies in the bucket and is named by no manifest, no finished part of an export that may
/// still succeed, and no live attempt: the leavings of workers that died or lost their lease, and of jobs
/// that are gone. Unfinished uploads go with them, whatever their age: an attempt that does not live can
/// never complete one that counts. What does not lie under `{tenant}/{job}/{attempt}/` is not ours and is
/// left alone. Public because JobRunr calls it by reflection.
public class OrphanSweep implements Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanSweep.class);
    private static final int MOST_FAILURES = 20;
    private static final Pattern JOB_ID = Pattern.compile("job_[0-9a-z]{26}");
    private static final Pattern ATTEMPT = Pattern.compile("[1-9]\\d{0,8}");

    private final Fates fates;
    private final StoredFiles files;

    public OrphanSweep(DSLContext db, StoredFiles files) {
        this.fates = new Fates(db);
        this.files = files;
    }

    /// A run without a report.
    public void run() {
        sweep(new Tally(), () -> {});
    }

    @Override
    public String name() {
        return "sweep-orphans";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void sweep(Tally tally, Runnable turn) {
        var walk =
                new Walk(tally, turn) {
                    @Override
                    void stray(StoredFiles.Unfinished upload) {
                        files.abort(upload);
                        tally.removed(1);
                    }

                    @Override
                    void over(String prefix, Fate fate) {
                        tally.removed(files.deleteAllBut(prefix, fate.named()));
                    }
                };
        walk.go(Duration.ZERO);
        if (walk.foreign > 0) {
            tally.remark(walk.foreign + " prefixes or uploads are not ours and were left alone");
        }
        if (tally.removed() > 0) {
            LOG.info("Removed {} objects and uploads that nothing named", tally.removed());
        }
    }

    @Override
    public long overdue(Duration grace, Runnable turn) {
        var found = new Tally();
        new Walk(found, turn) {
            @Override
            void stray(StoredFiles.Unfinished upload) {
                found.overdue(1);
            }

            @Override
            void over(String prefix, Fate fate) {
                found.overdue(files.countAllBut(prefix, fate.named()));
            }
        }.go(grace);
        return found.overdue();
    }

    /// Goes through the bucket. The database is asked after the listing: an attempt that is listed was
    /// claimed before, so whether it lives is known.
    private abstract class Walk {
        private final Tally tally;
        private final Runnable turn;
        private int failures;
        long foreign;

        Walk(Tally tally, Runnable turn) {
            this.tally = tally;
            this.turn = turn;
        }

        /// An upload of an attempt that does not live.
        abstract void stray(StoredFiles.Unfinished upload);

        /// An attempt that neither lives nor published.
        abstract void over(String prefix, Fate fate);

        void go(Duration grace) {
            for (var upload : files.unfinishedUploads()) {
                turn.run();
                judge(upload, grace);
            }
            for (var tenant : files.prefixes("")) {
                for (var job : files.prefixes(tenant)) {
                    turn.run();
                    judge(tenant, job, grace);
                }
            }
        }

        private void judge(StoredFiles.Unfinished upload, Duration grace) {
            tally.checked(1);
            var path = upload.key().split("/", 4);
            var attempt = path.length == 4 ? attempt(path[2]) : null;
            if (attempt == null || !JOB_ID.matcher(path[1]).matches()) {
                foreign++;
            } else if (!fates.of(path[0], path[1], grace).keepsUploads(attempt)) {
                bearing(upload.key(), () -> stray(upload));
            }
        }

        private void judge(String tenant, String job, Duration grace) {
            if (!JOB_ID.matcher(lastName(job)).matches()) {
                foreign++;
                return;
            }
            var attempts = files.prefixes(job);
            var fate = fates.of(lastName(tenant), lastName(job), grace);
            for (var prefix : attempts) {
                tally.checked(1);
                var attempt = attempt(lastName(prefix));
                if (attempt == null) {
                    foreign++;
                } else if (!fate.keepsFiles(attempt)) {
                    bearing(prefix, () -> over(prefix, fate));
                }
            }
        }

        /// One that cannot be removed does not keep the others.
        private void bearing(String what, Runnable step) {
            try {
                step.run();
            } catch (ProblemException e) {
                LOG.warn("{} is left for the next run: {}", what, e.getMessage());
                tally.trouble(what + ": " + e.problem().detail());
                tally.overdue(1);
                if (++failures >= MOST_FAILURES) {
                    throw e;
                }
            }
        }
    }

    private static @Nullable Integer attempt(String name) {
        return ATTEMPT.matcher(name).matches() ? Integer.valueOf(name) : null;
    }

    private static String lastName(String prefix) {
        var path = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
