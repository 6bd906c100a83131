package dev.sluice.embedded.uploads;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.gaul.s3proxy.blobstore.MD5;
import org.jspecify.annotations.Nullable;

/// The ETag of a part in the making: its MD5 for a client that announced one, otherwise two checksums of
/// different polynomials and the length, in as many digits. S3 promises of an ETag only that it changes with
/// the content, and an MD5, at 440 MB/s, cost as much as everything else that receiving a part does.
final class ContentTag {
    private final @Nullable String announced;
    private final @Nullable MessageDigest md5;
    private final Checksum crc32 = new CRC32();
    private final Checksum crc32c = new CRC32C();
    private long length;

    /// @param announced the MD5 in Base64
    ContentTag(@Nullable String announced) {
        this.announced = announced;
        md5 = announced == null ? null : MD5.newDigest();
    }

    void update(byte[] bytes, int count) {
        length += count;
        if (md5 == null) {
            crc32.update(bytes, 0, count);
            crc32c.update(bytes, 0, count);
        } else {
            md5.update(bytes, 0, count);
        }
    }

    /// Can be asked once.
    ///
    /// @return 32 hexadecimal digits; null where the content is not what was announced
    @Nullable String hex() {
        if (md5 == null) {
            return HexFormat.of()
                    .formatHex(
                            ByteBuffer.allocate(MD5.LENGTH)
                                    .putInt((int) crc32.getValue())
                                    .putInt((int) crc32c.getValue())
                                    .putLong(length)
                                    .array());
        }
        var found = md5.digest();
        return Base64.getEncoder().encodeToString(found).equals(announced)
                ? HexFormat.of().formatHex(found)
                : null;
    }
}
