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

    /// Prefixes directly below one, each ending with `/`.
    List<String> prefixes(String prefix);
}
