package dev.sluice.questions.confidence;

import dev.sluice.questions.composing.Composition;
import dev.sluice.questions.linking.Link;
import dev.sluice.questions.reading.Intent;
import java.util.Collection;

/// How likely an interpretation is right, from 0 to 1. Below [#ENOUGH] it would be a guess.
public final class Confidence {
    public static final double ENOUGH = 0.5;

    private static final double FULL = 0.97;
    private static final double STRANGE_WORD = 0.5;
    private static final double BEYOND = 0.6;
    private static final double AMBIGUOUS_JOIN = 0.25;
    private static final double JOIN = 0.02;
    private static final double WEAK_LINK = 0.75;

    private Confidence() {}

    public static double of(Intent intent, Composition composition, Collection<Link> links) {
        double confidence = FULL;
        for (var link : links) {
            confidence *= 1 - (1 - Math.min(1, link.score() + 0.02)) * WEAK_LINK;
        }
        confidence -= intent.doubt();
        confidence -= STRANGE_WORD * intent.unexplained.size();
        confidence -= BEYOND * intent.unsupported.size();
        confidence -= composition.ambiguousJoin() ? AMBIGUOUS_JOIN : 0;
        confidence -= JOIN * composition.joins();
        return Math.clamp(Math.round(confidence * 100) / 100.0, 0, 1);
    }
}
