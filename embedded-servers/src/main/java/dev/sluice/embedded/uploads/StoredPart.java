package dev.sluice.embedded.uploads;

import java.time.Instant;

/// A part that came whole.
///
/// @param md5 in hex
record StoredPart(Place place, String md5, Instant at) {
    int number() {
        return place.number();
    }
}
