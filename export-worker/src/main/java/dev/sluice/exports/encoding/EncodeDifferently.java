package dev.sluice.exports.encoding;

/// A value came that the chosen types cannot hold, such as NaN in a `numeric(10,2)`: the file has to be
/// begun anew with other types, so that nothing is lost or bent.
public final class EncodeDifferently extends Exception {
    private final String why;
    private final transient FileEncoder instead;

    public EncodeDifferently(String why, FileEncoder instead) {
        super(why);
        this.why = why;
        this.instead = instead;
    }

    /// A sentence for whoever watches the job.
    public String why() {
        return why;
    }

    /// The encoder to begin again with.
    public FileEncoder instead() {
        return instead;
    }
}
