package dev.sluice.exports.pipeline;

import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.model.export.FinishedPart.Coverage;
import java.util.List;

/// Rows that one reader has gathered.
///
/// @param folder that they belong in
/// @param coverage where they were read
record Piece(RowEncoder.Work work, Folder folder, List<Coverage> coverage) {}
