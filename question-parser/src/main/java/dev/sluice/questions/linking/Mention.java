package dev.sluice.questions.linking;

import java.util.List;

/// Words that mean something in the catalog.
///
/// @param start index of the first token
/// @param end index after the last token
/// @param words how many of them carry meaning
/// @param links best first, never empty
public record Mention(int start, int end, int words, List<Link> links) {
    public Mention {
        links = List.copyOf(links);
    }

    public double best() {
        return links.getFirst().score();
    }
}
