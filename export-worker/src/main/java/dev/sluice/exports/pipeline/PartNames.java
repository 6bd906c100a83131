package dev.sluice.exports.pipeline;

import dev.sluice.model.export.FinishedPart;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Names of files by the contract.
public final class PartNames {
    private PartNames() {}

    /// Below an attempt's prefix, whatever the file will be called in the manifest.
    static String key(Folder folder, int number, String extension) {
        return folder.path() + numbered(null, number, extension);
    }

    /// The name of one of several files.
    ///
    /// @param fileName as asked for, without extension; null where none was
    static String numbered(@Nullable String fileName, int number, String extension) {
        return String.format(
                Locale.ROOT, "%s-%05d.%s", fileName == null ? "part" : fileName, number, extension);
    }

    /// The name in the manifest, with its folders.
    ///
    /// @param fileName as asked for, without extension; null where none was
    public static String of(@Nullable String fileName, FinishedPart part, ExportOutcome outcome) {
        var name =
                outcome.parts().size() == 1
                        ? only(fileName, outcome.extension())
                        : numbered(fileName, part.number(), outcome.extension());
        return Folder.path(part.partition()) + name;
    }

    /// The name of the only file of an export.
    ///
    /// @param fileName as asked for, without extension; null where none was
    static String only(@Nullable String fileName, String extension) {
        return fileName == null ? numbered(null, 0, extension) : fileName + "." + extension;
    }
}
