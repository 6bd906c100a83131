package dev.sluice.benchmarks.chaos.checker;

/// What can be wrong.
public enum Verdict {
    /// Accepted, and yet not there, without an end, or without what it came to.
    LOST("lost"),
    /// More than one job for one wish, or more than one result for one job.
    DOUBLED("doubled"),
    /// Not what the manifest says, or not what the source holds.
    WRONG_BYTES("wrong bytes"),
    /// A state that does not follow from the one before, or a gap or repetition in what was told.
    WRONG_ORDER("wrong order"),
    /// Something of one tenant at another.
    WRONG_TENANT("wrong tenant"),
    /// A result although the cancel had been accepted.
    PUBLISHED_AFTER_CANCEL("published after cancel"),
    /// An end that no fault explains.
    WRONG_END("wrong end"),
    /// A batch, a bulk action or a review that came to something else than was answered or asked for.
    NOT_AS_ASKED("not as asked"),
    /// Still there although nobody needs it.
    LEFTOVER("left over");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
