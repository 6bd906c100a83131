package dev.sluice.exports.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortBoundTest {
    @ParameterizedTest
    @CsvSource({
        "a, b",
        "\u007F, \u0080",
        "\u07FF, \u0800",
        "\uD7FF, \uE000",
        "\uFFFF, \uD800\uDC00",
        "b\uDBFF\uDFFF, c"
    })
    void textEndsAtTheNextCharacter(String last, String next) {
        var stem = "x".repeat(ShortBound.LONGEST - last.getBytes(UTF_8).length);
        var text = (stem + last + "tail").getBytes(UTF_8);
        var below = ShortBound.below(text, 0, text.length, true);
        var above = Objects.requireNonNull(ShortBound.above(text, 0, text.length, true));
        assertThat(new String(below.value(), UTF_8)).isEqualTo(stem + last);
        assertThat(new String(above.value(), UTF_8)).isEqualTo(stem + next);
        assertThat(below.exact() || above.exact()).isFalse();
        assertThat(Order.BYTES.compare(below.value(), text)).isNegative();
        assertThat(Order.BYTES.compare(above.value(), text)).isPositive();
    }

    @Test
    void aCharacterIsNotCutInTwo() {
        var text = ("x".repeat(ShortBound.LONGEST - 1) + "漢").getBytes(UTF_8);
        var below = ShortBound.below(text, 0, text.length, true);
        assertThat(new String(below.value(), UTF_8)).isEqualTo("x".repeat(63));
    }

    @Test
    void bytesThatAreNotTextHaveNoBoundAboveAsText() {
        var bytes = new byte[100];
        Arrays.fill(bytes, (byte) 0x80);
        assertThat(ShortBound.above(bytes, 0, bytes.length, true)).isNull();
        assertThat(ShortBound.below(bytes, 0, bytes.length, true).value().length).isLessThan(65);
    }

    @Test
    void theLastByteThatHasANextOneGrows() {
        var bytes = new byte[100];
        Arrays.fill(bytes, (byte) 0xff);
        assertThat(ShortBound.above(bytes, 0, bytes.length, false)).isNull();
        bytes[3] = 7;
        var above = Objects.requireNonNull(ShortBound.above(bytes, 0, bytes.length, false));
        assertThat(above.value()).containsExactly(0xff, 0xff, 0xff, 8);
    }

    @Test
    void shortValuesAreTheirOwnBounds() {
        var text = "abc".getBytes(UTF_8);
        assertThat(ShortBound.below(text, 1, 2, true).value()).containsExactly('b', 'c');
        var above = Objects.requireNonNull(ShortBound.above(text, 1, 2, true));
        assertThat(above.exact()).isTrue();
    }
}
