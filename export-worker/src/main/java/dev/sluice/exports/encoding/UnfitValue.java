package dev.sluice.exports.encoding;

/// A value came that the chosen types cannot hold, such as NaN in a `numeric(10,2)`: all files have to be
/// begun anew with other types, so that nothing is lost or bent.
public final class UnfitValue extends Exception {
    private final String why;
    private final transient FileFormat instead;

    public UnfitValue(String why, FileFormat instead) {
        super(why);
        this.why = why;
        this.instead = instead;
    }

    /// A sentence for whoever watches the job, and for the manifest.
    public String why() {
        return why;
    }

    /// The format to begin again with.
    public FileFormat instead() {
        return instead;
    }
}
