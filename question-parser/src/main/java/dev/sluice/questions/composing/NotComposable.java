package dev.sluice.questions.composing;

/// The intent cannot become SQL that is right; the message says why, for the person who asked.
public final class NotComposable extends Exception {
    public NotComposable(String message) {
        super(message);
    }
}
