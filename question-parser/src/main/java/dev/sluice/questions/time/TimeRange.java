package dev.sluice.questions.time;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// From a first day to the day before `end`; either side may be open.
///
/// @param words as the question says it
public record TimeRange(@Nullable LocalDate start, @Nullable LocalDate end, String words) {

    /// Whether the range begins and ends with a year.
    public boolean wholeYears() {
        return (start == null || start.getDayOfYear() == 1)
                && (end == null || end.getDayOfYear() == 1);
    }
}
