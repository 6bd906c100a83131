package dev.sluice.exports;

import dev.sluice.exports.pipeline.ExportPipeline;
import dev.sluice.objects.ObjectStore;

/// What every export of this process shares.
record ExportTools(
        SourceRows rows,
        ObjectStore objects,
        ExportPipeline pipeline,
        Formats formats,
        ExportMemory memory,
        ExportSettings settings) {}
