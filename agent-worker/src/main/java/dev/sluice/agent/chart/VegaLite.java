package dev.sluice.agent.chart;

import dev.sluice.agent.shape.Field;
import dev.sluice.agent.shape.Timeline;
import dev.sluice.agent.shape.Timeline.Grain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pieces of Vega-Lite 6 specifications, with the data inside. Fields of the data are called `x`, `y`,
/// `group` and the like, never by column names: those may hold dots and brackets, which mean something
/// to Vega. No expression, no signal, no address to load from is ever written.
final class VegaLite {
    private static final String SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json";
    private static final int HEIGHT = 320;

    private VegaLite() {}

    static Map<String, Object> spec(
            String title,
            List<? extends Map<String, ? extends @Nullable Object>> values,
            Map<String, Object> mark,
            Map<String, Object> encoding) {
        return object(
                "$schema", SCHEMA,
                "title", title,
                "width", "container",
                "height", HEIGHT,
                "data", object("values", values),
                "mark", mark,
                "encoding", encoding);
    }

    static Map<String, Object> mark(String type, Object... more) {
        var mark = object("type", type, "tooltip", true);
        mark.putAll(object(more));
        return mark;
    }

    static Map<String, Object> nominal(String field, String title, Object... more) {
        return channel(field, "nominal", title, more);
    }

    /// Keeps the order of the data: "the five largest" must not come out by the alphabet.
    static Map<String, Object> inOrder(String field, String title) {
        var channel = channel(field, "nominal", title);
        channel.put("sort", null);
        channel.put("axis", object("labelLimit", 200));
        return channel;
    }

    static Map<String, Object> quantity(String field, String title, Object... more) {
        return channel(field, "quantitative", title, more);
    }

    /// Dates on a scale in UTC, so that no reader's time zone moves a month into the one before.
    static Map<String, Object> time(String field, Field column, Timeline timeline) {
        if (timeline.grain() == Grain.NUMBERED) {
            var channel = channel(field, "ordinal", column.title());
            channel.put("sort", null);
            return channel;
        }
        var channel = channel(field, "temporal", column.title());
        channel.put("scale", object("type", "utc"));
        channel.put("axis", object("format", format(timeline.grain()), "labelOverlap", true));
        return channel;
    }

    /// A value of the time channel.
    static @Nullable Object timeValue(@Nullable Object value, Timeline timeline) {
        var time = timeline.grain() == Grain.NUMBERED ? null : Timeline.time(value);
        return time == null ? value : time.withNano(0) + (time.getSecond() == 0 ? ":00Z" : "Z");
    }

    static Map<String, Object> object(@Nullable Object... namesAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            put(object, String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }

    /// JSON has null, which the type of a map's values does not say.
    @SuppressWarnings({"NullAway", "NullableProblems"})
    private static void put(Map<String, Object> object, String name, @Nullable Object value) {
        object.put(name, value);
    }

    private static Map<String, Object> channel(
            String field, String type, String title, Object... more) {
        var channel = object("field", field, "type", type, "title", title);
        channel.putAll(object(more));
        return channel;
    }

    private static String format(Grain grain) {
        return switch (grain) {
            case YEAR -> "%Y";
            case QUARTER -> "%Y Q%q";
            case MONTH -> "%b %Y";
            case DAY -> "%Y-%m-%d";
            case MINUTE -> "%Y-%m-%d %H:%M";
            case NUMBERED -> "";
        };
    }
}
