package dev.sluice.agent.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.shape.Timeline.Grain;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    @Test
    void readsTheGrainFromTheValues() {
        assertThat(Timeline.of("x", List.of("2023-01-01", "2024-01-01")).grain())
                .isEqualTo(Grain.YEAR);
        assertThat(Timeline.of("x", List.of("2024-01-01", "2024-04-01", "2024-07-01")).grain())
                .isEqualTo(Grain.QUARTER);
        assertThat(Timeline.of("x", List.of("2024-01-01", "2024-02-01")).grain())
                .isEqualTo(Grain.MONTH);
        assertThat(Timeline.of("x", List.of("2024-01-01", "2024-01-02")).grain())
                .isEqualTo(Grain.DAY);
        assertThat(
                        Timeline.of("x", List.of("2024-01-01T10:30:00Z", "2024-01-02T00:00:00Z"))
                                .grain())
                .isEqualTo(Grain.MINUTE);
    }

    @Test
    void theColumnsNameDecidesWhereTheValuesLeaveADoubt() {
        assertThat(Timeline.of("month", List.of("2024-01-01", "2024-04-01")).grain())
                .isEqualTo(Grain.MONTH);
        assertThat(Timeline.of("day", List.of("2024-01-01")).grain()).isEqualTo(Grain.DAY);
    }

    @Test
    void namesPeriodsAsPeopleDo() {
        assertThat(new Timeline(Grain.QUARTER).label("2024-07-01")).isEqualTo("2024 Q3");
        assertThat(new Timeline(Grain.MONTH).label("2024-07-01T00:00:00Z")).isEqualTo("2024-07");
        assertThat(new Timeline(Grain.NUMBERED).label(2024)).isEqualTo("2024");
    }

    @Test
    void whatIsNoTimeHasNone() {
        assertThat(Timeline.time("infinity")).isNull();
        assertThat(Timeline.time(null)).isNull();
        assertThat(Timeline.time("2024-13-01")).isNull();
    }
}
