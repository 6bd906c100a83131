package dev.sluice.jobstore.retention;

import java.time.Instant;

/// A job of which something is to be removed.
///
/// @param export whether it may have left files
/// @param since the time that orders such jobs
record DueJob(String id, String tenant, boolean export, Instant since) {
    String prefix() {
        return tenant + "/" + id + "/";
    }
}
