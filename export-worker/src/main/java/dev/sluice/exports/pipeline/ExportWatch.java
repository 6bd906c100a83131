package dev.sluice.exports.pipeline;

import dev.sluice.model.job.Cancellation;

/// Whoever wants the export: is told how it goes, and may stop it.
public interface ExportWatch {
    /// For exports that nobody watches and nobody stops.
    ExportWatch NOBODY =
            new ExportWatch() {
                @Override
                public Cancellation cancellation() {
                    return Cancellation.NEVER;
                }

                @Override
                public void reading(ExportMeter meter) {}

                @Override
                public PartLog log() {
                    return PartLog.NONE;
                }

                @Override
                public void anew(String why) {}
            };

    Cancellation cancellation();

    /// Reading begins; once for each time that it begins anew.
    void reading(ExportMeter meter);

    /// Where finished parts are written down.
    PartLog log();

    /// Everything written so far is worthless, and reading begins anew. Objects of this attempt may be
    /// removed now.
    ///
    /// @param why a sentence
    void anew(String why);
}
