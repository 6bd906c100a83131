package dev.sluice.exports;

import org.jspecify.annotations.Nullable;

/// Names of files by the contract.
final class PartNames {
    private PartNames() {}

    /// The name of the only file of an export.
    ///
    /// @param fileName as asked for, without extension; null where none was
    static String only(@Nullable String fileName, String extension) {
        return (fileName == null ? "part-00000" : fileName) + "." + extension;
    }
}
