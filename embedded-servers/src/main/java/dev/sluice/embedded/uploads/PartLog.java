package dev.sluice.embedded.uploads;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Which parts an upload has, written down so that a server that starts again knows them: the bucket, the
/// key, then a line for each part.
final class PartLog {
    private static final String FILE = "parts";

    /// Of a part in the joined file.
    private static final String NO_FILE = "-";

    private final Path file;
    private final String bucket;
    private final String key;
    private final List<StoredPart> parts;

    private PartLog(Path file, String bucket, String key, List<StoredPart> parts) {
        this.file = file;
        this.bucket = bucket;
        this.key = key;
        this.parts = parts;
    }

    static PartLog begin(Path directory, String bucket, String key) throws IOException {
        var file = directory.resolve(FILE);
        Files.writeString(file, bucket + "\n" + escaped(key) + "\n", StandardOpenOption.CREATE_NEW);
        return new PartLog(file, bucket, escaped(key), List.of());
    }

    static PartLog load(Path directory) throws IOException {
        var file = directory.resolve(FILE);
        var text = Files.readString(file, StandardCharsets.UTF_8);
        // a line that the server was killed in has no end, and its part no answer
        var lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (lines.size() < 2) {
            return new PartLog(file, "", "", List.of());
        }
        var parts = new ArrayList<StoredPart>();
        for (var line : lines.subList(2, lines.size())) {
            parts.add(part(line));
        }
        return new PartLog(file, lines.get(0), lines.get(1), parts);
    }

    private static StoredPart part(String line) {
        var words = line.split(" ", -1);
        var place =
                new Place(
                        Integer.parseInt(words[0]),
                        Long.parseLong(words[1]),
                        Long.parseLong(words[2]),
                        words[3].equals(NO_FILE) ? null : words[3]);
        return new StoredPart(place, words[4], Instant.ofEpochMilli(Long.parseLong(words[5])));
    }

    /// When the server was started.
    List<StoredPart> parts() {
        return parts;
    }

    boolean isFor(String otherBucket, String otherKey) {
        return bucket.equals(otherBucket) && key.equals(escaped(otherKey));
    }

    void append(StoredPart part) throws IOException {
        var place = part.place();
        Files.writeString(
                file,
                "%d %d %d %s %s %d\n"
                        .formatted(
                                place.number(),
                                place.offset(),
                                place.length(),
                                place.file() == null ? NO_FILE : place.file(),
                                part.etag(),
                                part.at().toEpochMilli()),
                StandardOpenOption.APPEND);
    }

    /// A key may hold line breaks.
    private static String escaped(String key) {
        return key.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
