package dev.sluice.jobstore.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param nextCursor null on the last page
public record Page<T>(List<T> items, @Nullable String nextCursor) {}
