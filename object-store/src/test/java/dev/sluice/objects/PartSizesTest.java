package dev.sluice.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartSizesTest {
    private static final long MIB = 1024 * 1024;
    private static final long LARGEST_OBJECT = ObjectStore.LARGEST_OBJECT;
    private static final PartSizes LARGEST = PartSizes.upTo(LARGEST_OBJECT);

    @Test
    void tenThousandPartsHoldTheLargestObjectThatS3Allows() {
        assertThat(sumOfFirst(PartSizes.MOST_PARTS)).isGreaterThanOrEqualTo(LARGEST_OBJECT);
    }

    @Test
    void everyPartIsOfASizeThatS3AndAnArrayAllow() {
        assertThat(IntStream.rangeClosed(1, PartSizes.MOST_PARTS).map(LARGEST::bytes))
                .allMatch(size -> size >= 5 * MIB);
    }

    @Test
    void partsNeverShrink() {
        for (int part = 2; part <= PartSizes.MOST_PARTS; part++) {
            assertThat(LARGEST.bytes(part)).isGreaterThanOrEqualTo(LARGEST.bytes(part - 1));
        }
    }

    @Test
    void partsStaySmallInAnyObjectBelowSixteenGibibytes() {
        int part = 1;
        for (long written = 0; written < 15_000 * MIB; part++) {
            written += LARGEST.bytes(part);
            assertThat(LARGEST.bytes(part)).isLessThanOrEqualTo((int) (8 * MIB));
        }
        assertThat(sumOfFirst(2_000)).isGreaterThan(15 * 1024 * MIB);
    }

    /// Counts what an upload of that many bytes would send, part by part.
    @ParameterizedTest
    @ValueSource(longs = {1, 80_000, 90_000, 100_000, 500_000, 1_048_576, 5_242_880})
    void anObjectOfAnySizeIsSentWholeInTenThousandParts(long mebibytes) {
        var sizes = PartSizes.upTo(mebibytes * MIB);
        long left = mebibytes * MIB;
        int parts = 0;
        while (left > 0) {
            left -= Math.min(left, sizes.bytes(++parts));
        }
        assertThat(parts).isLessThanOrEqualTo(PartSizes.MOST_PARTS);
    }

    @Test
    void partsGrowNoFurtherThanTheObjectNeeds() {
        assertThat(PartSizes.upTo(80_000 * MIB).bytes(10_000)).isEqualTo(8 * (int) MIB);
        assertThat(PartSizes.upTo(100_000 * MIB).bytes(10_000)).isEqualTo(16 * (int) MIB);
        assertThatThrownBy(() -> PartSizes.upTo(6 * LARGEST_OBJECT / 5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thereIsNoPartBeyondTheLast() {
        assertThatThrownBy(() -> LARGEST.bytes(PartSizes.MOST_PARTS + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static long sumOfFirst(int parts) {
        return IntStream.rangeClosed(1, parts).mapToLong(LARGEST::bytes).sum();
    }
}
