package dev.sluice.standalone.cli.download;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that equals its manifest.
///
/// @param rows rows counted in the file; null where this version cannot count the format
public record Downloaded(Path file, long bytes, String sha256, @Nullable Long rows) {}
