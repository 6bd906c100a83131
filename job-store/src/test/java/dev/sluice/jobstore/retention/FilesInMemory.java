package dev.sluice.jobstore.retention;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// The names of a bucket.
public final class FilesInMemory implements StoredFiles {
    private final Set<String> keys = new ConcurrentSkipListSet<>();

    public void add(String key) {
        keys.add(key);
    }

    public List<String> below(String prefix) {
        return keys.stream().filter(key -> key.startsWith(prefix)).toList();
    }

    @Override
    public int deleteAllBut(String prefix, Set<String> kept) {
        var doomed = below(prefix).stream().filter(key -> !kept.contains(key)).toList();
        doomed.forEach(keys::remove);
        return doomed.size();
    }

    @Override
    public List<String> prefixes(String prefix) {
        return below(prefix).stream()
                .filter(key -> key.indexOf('/', prefix.length()) > 0)
                .map(key -> key.substring(0, key.indexOf('/', prefix.length()) + 1))
                .distinct()
                .toList();
    }
}
