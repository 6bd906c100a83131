package dev.sluice.embedded.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places(List.of());

    @Test
    void partsOfOneSizeFindTheirPlacesInAnyOrder() {
        assertThat(taken(10_000, 5).offset()).isEqualTo(9_999 * 5);
        assertThat(taken(1, 5).offset()).isZero();
        assertThat(taken(7_777, 5).offset()).isEqualTo(7_776 * 5);
    }

    @Test
    void aPartThatWasReplacedLeavesItsPlaceToOthers() {
        places.stored(stored(taken(1, 10)));
        assertThat(places.take(1, 10)).isNull();
        places.stored(stored(places.aside(1, 10, "aside-0")));
        assertThat(taken(1, 10).offset()).isZero();
    }

    @Test
    void aPartThatBrokeOffIsAsLongAsTheOneThatCameBefore() {
        places.stored(stored(taken(1, 10)));
        var brokenOff = places.aside(1, 30, "aside-0");
        assertThat(taken(2, 10).offset()).isEqualTo(30);
        places.release(brokenOff);
        assertThat(places.take(2, 10)).extracting(Place::offset).isEqualTo(10L);
    }

    /// Against a walk over all parts.
    @RepeatedTest(20)
    void placesAreWhereAWalkOverAllPartsPutsThem(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var stored = new TreeMap<Integer, Place>();
        var writing = new ArrayList<Place>();
        for (int step = 0; step < 500; step++) {
            int number = 1 + random.nextInt(random.nextBoolean() ? 20 : 300);
            if (random.nextInt(3) > 0) {
                // a number that is being written twice has the length of the later one; here of
                // neither
                if (writing.stream().anyMatch(place -> place.number() == number)) {
                    continue;
                }
                long length = random.nextInt(4) == 0 ? random.nextInt(50) : 50;
                var place = places.take(number, length);
                assertThat(place).isEqualTo(walked(stored, writing, number, length));
                writing.add(place == null ? places.aside(number, length, "aside-" + step) : place);
            } else if (!writing.isEmpty()) {
                var place = writing.remove(random.nextInt(writing.size()));
                if (random.nextInt(4) == 0) {
                    places.release(place);
                } else {
                    places.stored(stored(place));
                    stored.put(place.number(), place);
                }
            }
        }
    }

    private static @Nullable Place walked(
            TreeMap<Integer, Place> stored, List<Place> writing, int number, long length) {
        var all = new ArrayList<>(stored.values());
        all.addAll(writing);
        var lengths = new TreeMap<Integer, Long>();
        all.forEach(place -> lengths.put(place.number(), place.length()));
        long longest = lengths.values().stream().reduce(length, Math::max);
        long offset = 0;
        for (int other = 1; other < number; other++) {
            offset += lengths.getOrDefault(other, longest);
        }
        var place = new Place(number, offset, length, null);
        return all.stream()
                        // nothing is written over by, or over, a part without bytes
                        .filter(other -> other.joined() && other.length() > 0)
                        .anyMatch(place::meets)
                ? null
                : place;
    }

    private Place taken(int number, long length) {
        var place = places.take(number, length);
        assertThat(place).isNotNull();
        return place;
    }

    private static StoredPart stored(Place place) {
        return new StoredPart(place, "0".repeat(32), Instant.EPOCH);
    }
}
