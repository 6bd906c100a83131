package dev.sluice.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartSizesTest {
    private static final long MIB = 1024 * 1024;
    private static final long LARGEST_OBJECT = 5L * 1024 * 1024 * MIB;

    @Test
    void tenThousandPartsHoldTheLargestObjectThatS3Allows() {
        assertThat(sumOfFirst(PartSizes.MOST_PARTS)).isGreaterThanOrEqualTo(LARGEST_OBJECT);
    }

    @Test
    void everyPartIsOfASizeThatS3AndAnArrayAllow() {
        assertThat(IntStream.rangeClosed(1, PartSizes.MOST_PARTS).map(PartSizes::bytes))
                .allMatch(size -> size >= 5 * MIB);
    }

    @Test
    void partsNeverShrink() {
        for (int part = 2; part <= PartSizes.MOST_PARTS; part++) {
            assertThat(PartSizes.bytes(part)).isGreaterThanOrEqualTo(PartSizes.bytes(part - 1));
        }
    }

    @Test
    void partsStaySmallInAnyObjectBelowSixteenGibibytes() {
        int part = 1;
        for (long written = 0; written < 15_000 * MIB; part++) {
            written += PartSizes.bytes(part);
            assertThat(PartSizes.bytes(part)).isLessThanOrEqualTo((int) (8 * MIB));
        }
        assertThat(sumOfFirst(2_000)).isGreaterThan(15 * 1024 * MIB);
    }

    @Test
    void thereIsNoPartBeyondTheLast() {
        assertThatThrownBy(() -> PartSizes.bytes(PartSizes.MOST_PARTS + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static long sumOfFirst(int parts) {
        return IntStream.rangeClosed(1, parts).mapToLong(PartSizes::bytes).sum();
    }
}
