package dev.sluice.exports;

import dev.sluice.exports.estimate.FileSizes;
import dev.sluice.exports.estimate.Throughput;
import dev.sluice.exports.pipeline.ExportPipeline;
import dev.sluice.objects.ObjectStore;
import dev.sluice.sources.DataSources;

/// What every export of this process shares.
record ExportTools(
        SourceRows rows,
        ObjectStore objects,
        ExportPipeline pipeline,
        Formats formats,
        ExportMemory memory,
        Splits splits,
        Throughput throughput,
        ExportSettings settings) {

    static ExportTools of(DataSources sources, ObjectStore objects, ExportSettings settings) {
        var mostBytes = settings.splitAbove().toBytes();
        return new ExportTools(
                new SourceRows(sources),
                objects,
                new ExportPipeline(sources, objects),
                new Formats(settings),
                new ExportMemory(settings.memoryBytes()),
                new Splits(new FileSizes(sources), mostBytes),
                new Throughput(),
                settings);
    }
}
