package dev.sluice.agent.answer;

import dev.sluice.agent.shape.Field;
import dev.sluice.agent.shape.ResultShape;
import dev.sluice.agent.shape.ResultTable;
import dev.sluice.agent.shape.Timeline;
import java.time.LocalDate;

/// Says that the last period of a course is not over: half a month beside whole ones looks like a fall.
final class Unfinished {
    private Unfinished() {}

    /// A sentence with a space before it; empty where every period is whole.
    static String words(ResultShape shape, LocalDate today) {
        return switch (shape) {
            case ResultShape.Trend trend ->
                    words(trend.table(), trend.time(), trend.timeline(), today);
            case ResultShape.Series series ->
                    words(series.table(), series.time(), series.timeline(), today);
            default -> "";
        };
    }

    private static String words(ResultTable table, Field time, Timeline timeline, LocalDate today) {
        var last = timeline.label(table.value(table.size() - 1, time));
        var isPeriod =
                switch (timeline.grain()) {
                    case YEAR, QUARTER, MONTH -> true;
                    case DAY, MINUTE, NUMBERED -> false;
                };
        return isPeriod && last.equals(timeline.label(today.toString()))
                ? " " + last + " is not over yet."
                : "";
    }
}
