package dev.sluice.exports;

import dev.sluice.exports.encoding.Chunk;
import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.encoding.UnfitValue;
import dev.sluice.exports.parquet.ParquetFormat;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.sources.reading.ResultColumn;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Files of rows that are made up, with as many encoders as a test wants.
record ParquetRig(
        List<ParquetKind> kinds,
        int rows,
        int encoders,
        Compression compression,
        ExportOptions options,
        long rowGroupBytes) {

    static ParquetRig of(int rows, ParquetKind... kinds) {
        return new ParquetRig(
                List.of(kinds), rows, 1, Compression.ZSTD, ExportOptions.DEFAULTS, 16 << 20);
    }

    ParquetRig with(Compression other, int encoderCount, long bytes) {
        return new ParquetRig(kinds, rows, encoderCount, other, options, bytes);
    }

    ParquetRig with(ExportOptions other) {
        return new ParquetRig(kinds, rows, encoders, compression, other, rowGroupBytes);
    }

    List<ResultColumn> columns() {
        return kinds.stream()
                .map(kind -> new ResultColumn(kind.name(), "t", kind.oid(), kind.typmod(), true))
                .toList();
    }

    /// As readers print them.
    List<List<@Nullable String>> texts() {
        return IntStream.range(0, rows).mapToObj(this::texts).toList();
    }

    private List<@Nullable String> texts(int row) {
        var texts = new ArrayList<@Nullable String>();
        kinds.forEach(kind -> texts.add(kind.value().apply(row)));
        return texts;
    }

    /// Rows go to the encoders in turns of a hundred; a row group goes to the file when it is full.
    Path write(Path file) throws IOException, UnfitValue {
        var format = new ParquetFormat(compression, options, rowGroupBytes);
        var lanes = Stream.generate(() -> format.encoder(columns(), Long.MAX_VALUE));
        var encoders = lanes.limit(encoders()).toList();
        try (var out = Files.newOutputStream(file);
                var assembly = format.begin(columns(), out)) {
            for (int row = 0; row < rows; row++) {
                var encoder = encoders.get(row / 100 % encoders.size());
                add(row, encoder);
                if (encoder.full()) {
                    assembly.append(take(encoder));
                }
            }
            for (var encoder : encoders) {
                if (encoder.rows() > 0) {
                    assembly.append(take(encoder));
                }
            }
            assembly.finish();
        } finally {
            encoders.forEach(RowEncoder::close);
        }
        return file;
    }

    private static Chunk take(RowEncoder encoder) throws IOException, UnfitValue {
        int rows = encoder.rows();
        var chunk = encoder.take().encode();
        if (chunk.rows() != rows || encoder.rows() != 0) {
            throw new AssertionError("took " + chunk.rows() + " of " + rows + " rows");
        }
        return chunk;
    }

    private void add(int row, RowEncoder encoder) throws IOException, UnfitValue {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(7); // a row need not begin where its message does
        out.writeShort(kinds.size());
        for (var kind : kinds) {
            var text = kind.value().apply(row);
            if (text == null) {
                out.writeInt(-1);
            } else {
                var value = kind.wire().apply(text);
                out.writeInt(value.length);
                out.write(value);
            }
        }
        encoder.add(bytes.toByteArray(), 1, bytes.size());
    }
}
