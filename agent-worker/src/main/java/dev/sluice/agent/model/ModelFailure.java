package dev.sluice.agent.model;

/// The model gave nothing to work with. The message is a clause for people, such as "it answered with
/// status 500", and holds nothing of what the server sent: that text may repeat a key.
public final class ModelFailure extends Exception {
    private final Kind kind;

    public ModelFailure(Kind kind, String words) {
        super(words);
        this.kind = kind;
    }

    public ModelFailure(Kind kind, String words, Throwable cause) {
        super(words, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /// `UNAVAILABLE` may pass; `UNUSABLE` replies will most likely come again.
    public enum Kind {
        UNAVAILABLE,
        UNUSABLE
    }
}
