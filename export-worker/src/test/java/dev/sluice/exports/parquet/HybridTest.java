package dev.sluice.exports.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HybridTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void numbersOfEveryWidthAreReadBack(int width) throws Exception {
        var random = new SplittableRandom(width);
        for (int count = 0; count < 300; count++) {
            var values = new int[count + 3];
            for (int i = 0; i < values.length; ) {
                int value = random.nextInt(1 << width);
                int run = random.nextInt(3) == 0 ? random.nextInt(40) : 1;
                for (int left = run; left >= 0 && i < values.length; left--) {
                    values[i++] = value;
                }
            }
            var page = new PageBuffer();
            Hybrid.write(values, count, width, page);
            assertThat(read(page, count, width)).isEqualTo(Arrays.copyOf(values, count));
        }
    }

    private static int[] read(PageBuffer page, int count, int width) throws Exception {
        var in = new ByteArrayInputStream(page.bytes(), 0, page.length());
        var decoder = new RunLengthBitPackingHybridDecoder(width, in);
        var values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = decoder.readInt();
        }
        assertThat(in.available()).isZero();
        return values;
    }
}
