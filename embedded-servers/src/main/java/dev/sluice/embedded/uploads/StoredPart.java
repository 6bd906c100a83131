package dev.sluice.embedded.uploads;

import java.time.Instant;

/// A part that came whole.
///
/// @param etag 32 hexadecimal digits
record StoredPart(Place place, String etag, Instant at) {
    int number() {
        return place.number();
    }
}
