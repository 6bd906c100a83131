package dev.sluice.exports.pipeline;

import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.FinishedPart.Coverage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What finished parts hold of each range: always its first rows, since a reader reads a range in order
/// and finishes its files in order.
final class Covered {
    static final Covered NOTHING = new Covered(Map.of());

    /// @param rows from the first
    private record Head(long rows, boolean ended) {}

    private final Map<Integer, Head> heads;

    private Covered(Map<Integer, Head> heads) {
        this.heads = heads;
    }

    /// @return empty when rows are missing between others, or there twice
    static Optional<Covered> by(List<FinishedPart> parts) {
        var heads = new HashMap<Integer, Head>();
        var inOrder =
                parts.stream()
                        .flatMap(part -> part.coverage().stream())
                        .sorted(
                                Comparator.comparingInt(Coverage::range)
                                        .thenComparingLong(Coverage::from)
                                        .thenComparingLong(Coverage::to)
                                        .thenComparing(Coverage::ended))
                        .toList();
        for (var piece : inOrder) {
            var head = heads.getOrDefault(piece.range(), new Head(0, false));
            if (head.ended() || piece.from() != head.rows() || piece.to() < piece.from()) {
                return Optional.empty();
            }
            heads.put(piece.range(), new Head(piece.to(), piece.ended()));
        }
        var rows = parts.stream().mapToLong(FinishedPart::rows).sum();
        var covered = heads.values().stream().mapToLong(Head::rows).sum();
        return rows == covered ? Optional.of(new Covered(heads)) : Optional.empty();
    }

    boolean whole(int range) {
        var head = heads.get(range);
        return head != null && head.ended();
    }

    /// Rows of a range that need not be read again.
    long rows(int range) {
        var head = heads.get(range);
        return head == null ? 0 : head.rows();
    }
}
