package dev.sluice.agent.writing;

import dev.sluice.model.analysis.AnalysisResult.ErrorEntry;
import dev.sluice.model.analysis.AnalysisResult.Usage;
import java.util.List;

/// The proposal that survived its trial.
///
/// @param history what was tried before and did not
public record Settled<T>(Proposal proposal, T outcome, List<ErrorEntry> history, Usage usage) {}
