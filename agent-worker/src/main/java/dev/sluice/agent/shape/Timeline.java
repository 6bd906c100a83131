package dev.sluice.agent.shape;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How fine the times of a column are, and what they are called.
///
/// @param grain read from the values themselves, with the column's name where they leave a doubt
public record Timeline(Grain grain) {
    private static final DateTimeFormatter TO_THE_MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    public enum Grain {
        YEAR,
        QUARTER,
        MONTH,
        DAY,
        MINUTE,
        /// Numbers of periods, such as years or weeks, that are no dates.
        NUMBERED
    }

    /// @param values of one column, as in the result
    public static Timeline of(String columnName, List<? extends @Nullable Object> values) {
        var times = values.stream().filter(Objects::nonNull).map(Timeline::time).toList();
        if (times.isEmpty() || times.contains(null)) {
            return new Timeline(Grain.NUMBERED);
        }
        var dates = times.stream().map(Objects::requireNonNull).distinct().sorted().toList();
        return new Timeline(grain(columnName.toLowerCase(Locale.ROOT), dates));
    }

    /// The time in a JSON-ready value, in UTC where it has a zone; null where it holds none.
    public static @Nullable LocalDateTime time(@Nullable Object value) {
        if (!(value instanceof String text) || text.length() < 7) {
            return null;
        }
        try {
            return switch (text.length()) {
                case 7 -> YearMonth.parse(text).atDay(1).atStartOfDay();
                case 10 -> LocalDate.parse(text).atStartOfDay();
                default ->
                        zoned(text)
                                ? OffsetDateTime.parse(text.replace(' ', 'T'))
                                        .withOffsetSameInstant(ZoneOffset.UTC)
                                        .toLocalDateTime()
                                : LocalDateTime.parse(text.replace(' ', 'T'));
            };
        } catch (DateTimeParseException notATime) {
            return null;
        }
    }

    /// What people call the period that a value stands for: `2024`, `2024 Q3`, `2024-07`.
    public String label(@Nullable Object value) {
        var time = time(value);
        if (time == null) {
            return String.valueOf(value);
        }
        return switch (grain) {
            case YEAR -> String.valueOf(time.getYear());
            case QUARTER -> time.getYear() + " Q" + ((time.getMonthValue() + 2) / 3);
            case MONTH -> YearMonth.from(time).toString();
            case DAY -> time.toLocalDate().toString();
            case MINUTE -> TO_THE_MINUTE.format(time);
            case NUMBERED -> String.valueOf(value);
        };
    }

    private static Grain grain(String name, List<LocalDateTime> dates) {
        if (!dates.stream().allMatch(date -> date.equals(date.truncatedTo(ChronoUnit.DAYS)))) {
            return Grain.MINUTE;
        }
        if (!dates.stream().allMatch(date -> date.getDayOfMonth() == 1)) {
            return Grain.DAY;
        }
        // a lone first of January may be a year, a quarter, a month or a day: the name decides
        var several = dates.size() > 1;
        var months = dates.stream().map(LocalDateTime::getMonthValue).distinct().toList();
        if (months.equals(List.of(1)) && (name.contains("year") || (several && !named(name)))) {
            return Grain.YEAR;
        }
        if (List.of(1, 4, 7, 10).containsAll(months)
                && (name.contains("quarter") || (several && !named(name)))) {
            return Grain.QUARTER;
        }
        return several || name.contains("month") ? Grain.MONTH : Grain.DAY;
    }

    private static boolean named(String name) {
        return name.contains("month") || name.contains("week") || name.contains("day");
    }

    private static boolean zoned(String text) {
        return text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
    }
}
