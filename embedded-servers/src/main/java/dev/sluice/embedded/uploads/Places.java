package dev.sluice.embedded.uploads;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where the parts of one upload are. A part's place in the object is the sum of the lengths before it,
/// which are not all known when parts come side by side: those that have not come count as long as the
/// longest known one. Whether the guess was right shows in the end, so no byte of another part is ever
/// written over for it.
final class Places {
    private final SortedMap<Integer, StoredPart> parts = new TreeMap<>();

    /// By number, the last one taken first.
    private final Map<Integer, Deque<Place>> writing = new HashMap<>();

    /// What is taken of the joined file, by offset. No two meet, and none is empty.
    private final TreeMap<Long, Place> taken = new TreeMap<>();

    private final PartLengths lengths = new PartLengths();

    Places(Collection<StoredPart> stored) {
        stored.forEach(this::stored);
    }

    /// @return null where another part is, or may be, where this one would be
    @Nullable Place take(int number, long length) {
        var place = new Place(number, lengths.before(number, length), length, null);
        var before = taken.lowerEntry(place.end());
        if (before != null && before.getValue().meets(place)) {
            return null;
        }
        hold(place);
        write(place);
        return place;
    }

    private void hold(Place place) {
        if (place.joined() && place.length() > 0) {
            taken.put(place.offset(), place);
        }
    }

    private void write(Place place) {
        writing.computeIfAbsent(place.number(), number -> new ArrayDeque<>()).addFirst(place);
        measure(place.number());
    }

    /// A part that is being written counts before one of its number that has come.
    private void measure(int number) {
        var written = writing.get(number);
        var stored = parts.get(number);
        if (written != null) {
            lengths.put(number, written.getFirst().length());
        } else {
            lengths.put(number, stored == null ? null : stored.place().length());
        }
    }

    Place aside(int number, long length, String file) {
        var place = new Place(number, 0, length, file);
        write(place);
        return place;
    }

    /// The last one of a number counts.
    void stored(StoredPart part) {
        var replaced = parts.put(part.number(), part);
        if (replaced != null) {
            free(replaced.place());
        }
        hold(part.place());
        writtenNoMore(part.place());
    }

    void release(Place place) {
        free(place);
        writtenNoMore(place);
    }

    private void free(Place place) {
        if (place.joined()) {
            taken.remove(place.offset(), place);
        }
    }

    private void writtenNoMore(Place place) {
        writing.computeIfPresent(
                place.number(),
                (number, places) -> {
                    places.remove(place);
                    return places.isEmpty() ? null : places;
                });
        measure(place.number());
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
        return writing.values().stream().flatMap(Collection::stream).noneMatch(Place::joined);
    }
}
