package dev.sluice.jobstore.retention;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the database knows of a job whose files lie in the bucket.
///
/// @param live the attempt that runs
/// @param published the attempt that published the result
/// @param fresh attempts that ended a moment ago
/// @param named keys that a manifest, or a later attempt, goes on with
record Fate(
        @Nullable Integer live,
        @Nullable Integer published,
        Set<Integer> fresh,
        Set<String> named) {
    boolean keepsFiles(int attempt) {
        return keepsUploads(attempt) || Integer.valueOf(attempt).equals(published);
    }

    boolean keepsUploads(int attempt) {
        return Integer.valueOf(attempt).equals(live) || fresh.contains(attempt);
    }
}
