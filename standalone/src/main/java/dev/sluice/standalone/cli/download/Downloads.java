package dev.sluice.standalone.cli.download;

import dev.sluice.standalone.cli.client.CliFailure;
import dev.sluice.standalone.cli.client.ExportFiles;
import dev.sluice.standalone.cli.client.ExportFiles.Part;
import dev.sluice.standalone.cli.client.SluiceClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Brings the files of an export to disk, each under its name only once it is complete and equals the
/// manifest.
public final class Downloads implements AutoCloseable {
    private final SluiceClient client;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
    private final PartDownload download;

    public Downloads(SluiceClient client) {
        this(client, Duration.ofSeconds(60), Duration.ofMillis(500));
    }

    Downloads(SluiceClient client, Duration patience, Duration pause) {
        this.client = client;
        this.download = new PartDownload(http, patience, pause);
    }

    /// Files that are there already and equal the manifest are left as they are.
    ///
    /// @param countRows whether each CSV file begins with a line of names, so that rows can be counted
    public List<Downloaded> fetch(
            ExportFiles files, Destination out, boolean countRows, DownloadProgress progress) {
        try {
            var links = new FreshLinks(client, files);
            var fetched = new ArrayList<Downloaded>();
            long before = 0;
            for (var target : out.of(files).entrySet()) {
                var part = target.getKey();
                fetched.add(fetch(links, part, target.getValue(), countRows, before, progress));
                before += part.bytes();
            }
            return fetched;
        } catch (IOException e) {
            throw new CliFailure(
                    "Cannot write to "
                            + out.path()
                            + ": "
                            + reason(e)
                            + ". ./sluice follow "
                            + files.jobId()
                            + " --out FILE downloads it elsewhere.",
                    e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileAlreadyExistsException file -> file.getFile() + " is no directory";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    private Downloaded fetch(
            FreshLinks links,
            Part part,
            Path target,
            boolean countRows,
            long before,
            DownloadProgress progress)
            throws IOException {
        var files = links.files();
        var there = there(files, part, target, countRows, progress);
        if (there != null) {
            progress.received(part.name(), before + part.bytes(), files.byteCount());
            return there;
        }
        var partial = target.resolveSibling(target.getFileName() + ".part");
        var resumed = Files.exists(partial);
        while (true) {
            download.fetch(
                    part.name(),
                    part.bytes(),
                    links.of(part.name()),
                    partial,
                    bytes -> progress.received(part.name(), before + bytes, files.byteCount()));
            progress.checking(part.name());
            var check = FileCheck.of(partial, files.format(), files.compression(), countRows);
            var differences = check.differences(part);
            if (differences.isEmpty()) {
                Files.move(
                        partial,
                        target,
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
                return new Downloaded(target, check.bytes(), check.sha256(), check.rows());
            }
            Files.delete(partial);
            if (!resumed) {
                throw new CliFailure(
                        part.name()
                                + " does not equal its manifest: "
                                + String.join(", ", differences)
                                + ".");
            }
            resumed = false; // what was there came from another export: once more from the start
        }
    }

    /// What an earlier try brought already.
    private static @Nullable Downloaded there(
            ExportFiles files, Part part, Path target, boolean countRows, DownloadProgress progress)
            throws IOException {
        if (!Files.isRegularFile(target) || Files.size(target) != part.bytes()) {
            return null;
        }
        progress.checking(part.name());
        var check = FileCheck.of(target, files.format(), files.compression(), countRows);
        return check.differences(part).isEmpty()
                ? new Downloaded(target, check.bytes(), check.sha256(), check.rows())
                : null;
    }
}
