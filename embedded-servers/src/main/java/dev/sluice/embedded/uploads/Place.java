package dev.sluice.embedded.uploads;

import org.jspecify.annotations.Nullable;

/// Where a part is, or is being written.
///
/// @param offset from the beginning of the file, in bytes
/// @param length in bytes
/// @param file of its own, in the upload's directory; null for the joined file
record Place(int number, long offset, long length, @Nullable String file) {
    boolean joined() {
        return file == null;
    }

    long end() {
        return offset + length;
    }

    boolean meets(Place other) {
        return offset < other.end() && other.offset < end();
    }
}
