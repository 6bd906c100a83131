package dev.sluice.standalone.cli.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetRowsTest {
    @TempDir private Path directory = Path.of("");

    @Test
    void theFooterSaysHowManyRowsThereAre() throws IOException {
        var root = new SchemaElement("schema");
        root.setNum_children(0);
        var footer = new ByteArrayOutputStream();
        Util.writeFileMetaData(
                new FileMetaData(1, List.of(root), 20_000_000_000L, List.of()), footer);
        var file = new ByteArrayOutputStream();
        file.writeBytes("PAR1 and the row groups".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(footer.toByteArray());
        file.writeBytes(
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(footer.size())
                        .array());
        file.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
        var path = Files.write(directory.resolve("a.parquet"), file.toByteArray());

        assertThat(ParquetRows.count(path)).isEqualTo(20_000_000_000L);
    }

    @Test
    void whatIsNoParquetFileIsSaid() throws IOException {
        for (var content : List.of("", "PAR1", "some text that is longer than a tail")) {
            var path = Files.writeString(directory.resolve("b.parquet"), content);
            assertThatThrownBy(() -> ParquetRows.count(path))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("b.parquet");
        }
    }
}
