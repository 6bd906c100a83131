package dev.sluice.embedded.uploads;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the parts of one upload are. A part's place in the object is the sum of the lengths before it,
/// which are not all known when parts come side by side: those that have not come count as long as the
/// longest known one. Whether the guess was right shows in the end, so no byte of another part is ever
/// written over for it.
final class Places {
    private final SortedMap<Integer, StoredPart> parts = new TreeMap<>();
    private final Set<Place> writing = new HashSet<>();

    Places(Collection<StoredPart> stored) {
        stored.forEach(this::stored);
    }

    /// @return null where another part is, or may be, where this one would be
    @Nullable Place take(int number, long length) {
        var place = new Place(number, offset(number, length), length, null);
        if (inJoinedFile().anyMatch(place::meets)) {
            return null;
        }
        writing.add(place);
        return place;
    }

    private long offset(int number, long length) {
        var lengths = new TreeMap<Integer, Long>();
        parts.values().forEach(part -> lengths.put(part.number(), part.place().length()));
        writing.forEach(place -> lengths.put(place.number(), place.length()));
        long longest =
                lengths.values().stream().mapToLong(Long::longValue).reduce(length, Math::max);
        var before = lengths.headMap(number);
        long known = before.values().stream().mapToLong(Long::longValue).sum();
        return known + (number - 1L - before.size()) * longest;
    }

    private Stream<Place> inJoinedFile() {
        return Stream.concat(parts.values().stream().map(StoredPart::place), writing.stream())
                .filter(Place::joined);
    }

    Place aside(int number, long length, String file) {
        var place = new Place(number, 0, length, file);
        writing.add(place);
        return place;
    }

    /// The last one of a number counts.
    void stored(StoredPart part) {
        writing.remove(part.place());
        parts.put(part.number(), part);
    }

    void release(Place place) {
        writing.remove(place);
    }

    @Nullable StoredPart part(int number) {
        return parts.get(number);
    }

    /// By number.
    List<StoredPart> parts() {
        return new ArrayList<>(parts.values());
    }

    /// Whether the joined file holds exactly these parts one behind the other, and nobody writes to it.
    boolean inOrder(List<StoredPart> wanted) {
        long offset = 0;
        for (var part : wanted) {
            if (!part.place().joined() || part.place().offset() != offset) {
                return false;
            }
            offset += part.place().length();
        }
        return writing.stream().noneMatch(Place::joined);
    }
}
