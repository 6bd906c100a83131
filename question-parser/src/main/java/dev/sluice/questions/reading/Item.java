package dev.sluice.questions.reading;

import dev.sluice.questions.lexicon.Cue;
import dev.sluice.questions.linking.Link;
import dev.sluice.questions.linking.Mention;
import dev.sluice.questions.time.TimeRange;
import java.math.BigDecimal;

/// A piece of a question, in the order of the question.
public sealed interface Item {
    record OfCue(Cue cue, String words) implements Item {}

    /// Not yet decided among the mention's links.
    record Open(Mention mention, String words) implements Item {}

    record OfLink(Link link, String words) implements Item {}

    record Number(BigDecimal value) implements Item {}

    record Text(String text) implements Item {}

    record Time(TimeRange range) implements Item {}

    /// "and", "or", or a comma.
    record Joint(String word) implements Item {}

    record Plain(String word) implements Item {}

    /// Not understood.
    ///
    /// @param light a verb that only connects
    record Stray(String word, boolean light, boolean name) implements Item {}
}
