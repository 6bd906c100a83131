package dev.sluice.exports.values;

/// A value that the type chosen for its column cannot hold. Caught where the column is known.
public final class Unfit extends RuntimeException {
    /// @param what such as "an array of 2 dimensions"
    public Unfit(String what) {
        super(what, null, false, false);
    }
}
