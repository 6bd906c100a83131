package dev.sluice.exports;

import dev.sluice.model.export.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What the store gives back for a part, hashed on its way to the disk.
record StoredFile(Path path, long bytes, String sha256) {

    static StoredFile download(GatewayHalf gateway, Manifest.Part part, Path folder)
            throws IOException {
        var path = folder.resolve(part.key().replace('/', '_'));
        var digest = newDigest();
        try (var in = gateway.open(part);
                var out = new DigestOutputStream(Files.newOutputStream(path), digest)) {
            var bytes = in.transferTo(out);
            return new StoredFile(path, bytes, HexFormat.of().formatHex(digest.digest()));
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e); // every JDK has it
        }
    }
}
