package dev.sluice.agent.writing;

import java.util.List;

/// What became of the attempt to write SQL.
public sealed interface Writing {

    /// @param wantsFile whether the writer reads the question as one for a file
    record Written(Proposal proposal, boolean wantsFile) implements Writing {}

    /// @param reason a sentence for whoever asked
    /// @param suggestions questions that can be answered
    record NotWritten(String reason, List<String> suggestions) implements Writing {}
}
