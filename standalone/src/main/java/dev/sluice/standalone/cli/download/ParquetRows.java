package dev.sluice.standalone.cli.download;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.parquet.format.Util;

/// Reads the number of rows from the footer of a Parquet file (Apache Parquet format, "File format").
final class ParquetRows {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL = Integer.BYTES + MAGIC.length;

    private ParquetRows() {}

    static long count(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var size = channel.size();
            if (size < TAIL + MAGIC.length) {
                throw new IOException(file + " is too short for a Parquet file");
            }
            var tail = read(channel, size - TAIL, TAIL).order(ByteOrder.LITTLE_ENDIAN);
            var footer = tail.getInt();
            var magic = new byte[MAGIC.length];
            tail.get(magic);
            if (!Arrays.equals(magic, MAGIC) || footer <= 0 || footer > size - TAIL) {
                throw new IOException(file + " does not end as a Parquet file does");
            }
            var metadata = read(channel, size - TAIL - footer, footer);
            return Util.readFileMetaData(new ByteArrayInputStream(metadata.array()), true)
                    .getNum_rows();
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, int length)
            throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file ended while its footer was read");
            }
        }
        return buffer.flip();
    }
}
