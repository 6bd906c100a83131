package dev.sluice.exports.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.column.values.bloomfilter.XxHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BloomFilterTest {
    @Test
    void hashesAreThoseOfTheSpecification() {
        var random = new SplittableRandom(1);
        var bytes = new byte[200];
        random.nextBytes(bytes);
        for (int length = 0; length < 150; length++) {
            int start = random.nextInt(50);
            var value = Arrays.copyOfRange(bytes, start, start + length);
            assertThat(XxHash64.of(bytes, start, length)).isEqualTo(new XxHash().hashBytes(value));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 1000, 50_000})
    void aFoldedFilterKnowsItsValuesAndOnePercentOfOthers(int values) {
        var filter = new BloomFilter();
        for (int i = 0; i < values; i++) {
            filter.add(i * 31L, Long.BYTES);
        }
        var bits = filter.take();
        var reader = new BlockSplitBloomFilter(bits);
        for (int i = 0; i < values; i++) {
            assertThat(reader.findHash(reader.hash(i * 31L))).isTrue();
        }
        int wrong = 0;
        for (int i = 0; i < 20_000; i++) {
            wrong += reader.findHash(reader.hash(-1L - i)) ? 1 : 0;
        }
        assertThat(wrong).isLessThan(300);
        assertThat(bits.length).isLessThanOrEqualTo(Math.max(32, 5 * values));
    }

    @Test
    void aTakenFilterBeginsAnew() {
        var filter = new BloomFilter();
        filter.add(5, Integer.BYTES);
        filter.take();
        assertThat(filter.take()).containsOnly(0);
    }
}
