package dev.sluice.model.analysis;

import java.util.List;

/// Questions that the rules can answer about a source.
public record Examples(List<String> questions) {}
