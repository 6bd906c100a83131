package dev.sluice.jobstore.retention;

import java.util.List;

/// What retention must be able to do to the object store, which this module does not know.
public interface StoredFiles {
    /// Removes every object below a prefix, and aborts its unfinished uploads.
    ///
    /// @return objects removed
    int deleteAll(String prefix);

    /// Prefixes directly below one, each ending with `/`.
    List<String> prefixes(String prefix);
}
