package dev.sluice.jobstore.access;

/// A key that was made now.
///
/// @param text what its owner sends; there is no second chance to read it
public record IssuedKey(ApiKey key, String text) {
    @Override
    public String toString() {
        return "IssuedKey[" + key.id() + "]";
    }
}
