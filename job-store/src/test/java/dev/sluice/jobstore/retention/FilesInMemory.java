package dev.sluice.jobstore.retention;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The names of a bucket.
public final class FilesInMemory implements StoredFiles {
    private final Set<String> keys = new ConcurrentSkipListSet<>();
    private final Set<Unfinished> uploads = ConcurrentHashMap.newKeySet();
    private volatile Consumer<String> listed = prefix -> {};
    private volatile Consumer<String> deleting = prefix -> {};

    /// Called with a prefix when what lies below it has been listed.
    public void whenListed(Consumer<String> listed) {
        this.listed = listed;
    }

    /// Called with a prefix before what lies below it is removed.
    public void beforeDeletion(Consumer<String> deleting) {
        this.deleting = deleting;
    }

    public void begin(String key) {
        uploads.add(new Unfinished(key, "upload of " + key));
    }

    public void add(String key) {
        keys.add(key);
    }

    public List<String> below(String prefix) {
        return keys.stream().filter(key -> key.startsWith(prefix)).toList();
    }

    @Override
    public int deleteAllBut(String prefix, Set<String> kept) {
        deleting.accept(prefix);
        uploads.removeIf(upload -> upload.key().startsWith(prefix));
        var doomed = below(prefix).stream().filter(key -> !kept.contains(key)).toList();
        doomed.forEach(keys::remove);
        return doomed.size();
    }

    @Override
    public int countAllBut(String prefix, Set<String> kept) {
        return (int) below(prefix).stream().filter(key -> !kept.contains(key)).count();
    }

    @Override
    public List<Unfinished> unfinishedUploads() {
        return List.copyOf(uploads);
    }

    @Override
    public void abort(Unfinished upload) {
        uploads.remove(upload);
    }

    @Override
    public List<String> prefixes(String prefix) {
        var found =
                Stream.concat(keys.stream(), uploads.stream().map(Unfinished::key))
                        .filter(key -> key.startsWith(prefix))
                        .filter(key -> key.indexOf('/', prefix.length()) > 0)
                        .map(key -> key.substring(0, key.indexOf('/', prefix.length()) + 1))
                        .distinct()
                        .sorted()
                        .toList();
        listed.accept(prefix);
        return found;
    }
}
