package dev.sluice.sources.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgTextTest {
    @ParameterizedTest
    @CsvSource({
        "2024-02-29, 2024-02-29",
        "0044-03-15 BC, -0043-03-15",
        "0001-01-01 BC, 0000-01-01",
        "10000-01-01, +10000-01-01",
        "infinity, infinity",
        "-infinity, -infinity",
        "2024-01-02 03:04:05, 2024-01-02T03:04:05",
        "2024-01-02 03:04:05.123456, 2024-01-02T03:04:05.123456",
        "2024-01-02 03:04:05.1+00, 2024-01-02T03:04:05.1Z",
        "0044-03-15 12:00:00+00 BC, -0043-03-15T12:00:00Z",
        "294276-12-31 23:59:59.999999, +294276-12-31T23:59:59.999999",
    })
    void timesTakeTheFormOfIso8601(String text, String iso) {
        assertThat(PgTimes.iso(text)).isEqualTo(iso);
    }

    @ParameterizedTest
    @CsvSource({
        "12:30:00+00, 12:30:00Z",
        "12:30:00.5+02, 12:30:00.5+02:00",
        "12:30:00-03:30, 12:30:00-03:30",
    })
    void zonedTimesKeepTheirOffset(String text, String iso) {
        assertThat(PgTimes.isoZonedTime(text)).isEqualTo(iso);
    }

    @Test
    void arraysAreReadWithTheirQuotesNullsAndDimensions() {
        assertThat(array("{}")).isEmpty();
        assertThat(array("{a,NULL,\"NULL\",\"\",\"x,y\",\"q\\\"\\\\\"}"))
                .isEqualTo(Arrays.asList("a", null, "NULL", "", "x,y", "q\"\\"));
        assertThat(array("{{1,2},{3,4}}")).isEqualTo(List.of(List.of("1", "2"), List.of("3", "4")));
        assertThat(array("[0:1]={7,8}")).isEqualTo(List.of("7", "8"));
    }

    private static List<?> array(String text) {
        return ArrayText.parse(text, ',', e -> e);
    }
}
