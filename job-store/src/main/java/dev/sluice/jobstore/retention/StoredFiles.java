package dev.sluice.jobstore.retention;

import java.util.List;
import java.util.Set;

/// What retention must be able to do to the object store, which this module does not know.
public interface StoredFiles {
    /// Removes every object below a prefix but those named, and aborts its unfinished uploads.
    ///
    /// @param prefix ends with `/`
    /// @param kept whole keys
    /// @return objects removed
    int deleteAllBut(String prefix, Set<String> kept);

    /// Removes every object below a prefix, and aborts its unfinished uploads.
    ///
    /// @return objects removed
    default int deleteAll(String prefix) {
        return deleteAllBut(prefix, Set.of());
    }

    /// How many objects [#deleteAllBut] would remove. Only a proof asks for it.
    default int countAllBut(String prefix, Set<String> kept) {
        throw new UnsupportedOperationException("cannot count below " + prefix);
    }

    /// Prefixes directly below one, each ending with `/`.
    List<String> prefixes(String prefix);

    /// Every multipart upload that was begun and neither completed nor aborted. Whoever names none leaves
    /// those of attempts that published.
    default List<Unfinished> unfinishedUploads() {
        return List.of();
    }

    /// Gives up an upload; harmless when it is gone already.
    default void abort(Unfinished upload) {
        throw new UnsupportedOperationException("cannot abort the upload of " + upload.key());
    }

    /// @param key of the object that it would become
    record Unfinished(String key, String uploadId) {}
}
