package dev.sluice.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked once per machine and version from the archive on the class path.
final class PostgresBinaries {
    static final String VERSION = "18.6";

    private PostgresBinaries() {}

    /// @param root directory that keeps the unpacked programs, shared by all processes of this user
    /// @return the directory that holds `bin`, `lib` and `share`
    static Path unpackedIn(Path root) {
        var platform = platform();
        var unpacked = root.resolve("postgresql-%s-%s".formatted(VERSION, platform));
        if (Files.isDirectory(unpacked)) {
            return unpacked;
        }
        try {
            Files.createDirectories(root);
            var lockFile = root.resolve("unpacking.lock");
            // one thread of one process unpacks; the others wait, then find the directory
            synchronized (PostgresBinaries.class) {
                try (var channel =
                                FileChannel.open(
                                        lockFile,
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.WRITE);
                        var _ = channel.lock()) {
                    if (!Files.isDirectory(unpacked)) {
                        unpack(platform, unpacked);
                    }
                }
            }
            return unpacked;
        } catch (IOException e) {
            throw new ServerStartException(
                    "PostgreSQL's programs cannot be unpacked into %s: %s."
                            .formatted(root, e.getMessage()),
                    e);
        }
    }

    private static void unpack(String platform, Path unpacked) throws IOException {
        var archive = "/postgres-%s.txz".formatted(platform);
        var part = unpacked.resolveSibling(unpacked.getFileName() + ".part");
        Directories.delete(part);
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new ServerStartException(
                        "This build carries no PostgreSQL for %s. Set SLUICE_DATABASE_URL to use a server of your own."
                                .formatted(platform));
            }
            try (var tar =
                    new TarArchiveInputStream(
                            new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpackEntry(tar, entry, part);
                }
            }
        }
        // the rename is what makes the directory valid: a killed unpacking leaves only `.part`
        Files.move(part, unpacked, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path root)
            throws IOException {
        var target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive names a file outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            var executable = root.relativize(target).startsWith("bin");
            Files.setPosixFilePermissions(
                    target,
                    PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /// Such as `linux-x86_64`, in the words of the archives.
    private static String platform() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var family = os.startsWith("mac") ? "darwin" : os.split(" ", 2)[0];
        var arch = System.getProperty("os.arch");
        return family
                + "-"
                + switch (arch) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> arch;
                };
    }
}
