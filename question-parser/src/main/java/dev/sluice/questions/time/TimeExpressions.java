package dev.sluice.questions.time;

import dev.sluice.questions.text.Token;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds times in words: "in 2024", "Q3 2024", "since March", "last 3 months", "between May and July 2023".
public final class TimeExpressions {
    private static final Map<String, Integer> MONTHS =
            Map.ofEntries(
                    Map.entry("january", 1),
                    Map.entry("jan", 1),
                    Map.entry("february", 2),
                    Map.entry("feb", 2),
                    Map.entry("march", 3),
                    Map.entry("mar", 3),
                    Map.entry("april", 4),
                    Map.entry("apr", 4),
                    Map.entry("may", 5),
                    Map.entry("june", 6),
                    Map.entry("jun", 6),
                    Map.entry("july", 7),
                    Map.entry("jul", 7),
                    Map.entry("august", 8),
                    Map.entry("aug", 8),
                    Map.entry("september", 9),
                    Map.entry("sep", 9),
                    Map.entry("sept", 9),
                    Map.entry("october", 10),
                    Map.entry("oct", 10),
                    Map.entry("november", 11),
                    Map.entry("nov", 11),
                    Map.entry("december", 12),
                    Map.entry("dec", 12));
    private static final Set<String> LEAD =
            Set.of("in", "of", "for", "during", "on", "from", "within", "throughout", "over", "at");
    private static final Set<String> NO_YEAR_AFTER =
            Set.of(
                    "than", "over", "under", "above", "below", "least", "most", "exactly", "to",
                    "and", "or", "at", "top");
    private static final Set<String> PAST = Set.of("last", "past", "previous", "recent");
    private static final Map<String, Integer> QUARTERS =
            Map.of(
                    "q1", 1, "q2", 2, "q3", 3, "q4", 4, "first", 1, "second", 2, "third", 3,
                    "fourth", 4, "1st", 1, "2nd", 2);

    private final List<Token> tokens;
    private final LocalDate today;

    public TimeExpressions(List<Token> tokens, LocalDate today) {
        this.tokens = tokens;
        this.today = today;
    }

    /// @param end index after the last token
    public record Found(int start, int end, TimeRange range) {}

    private record Period(LocalDate start, LocalDate end, int next) {}

    /// The time that begins at token `i`, with its preposition.
    public Optional<Found> at(int i) {
        var word = word(i);
        if (word.equals("between") || word.equals("from")) {
            var range = fromTo(i);
            if (range.isPresent()) {
                return range;
            }
        }
        return switch (word) {
            case "since" -> open(i, 1, p -> new TimeRange(p.start(), null, words(i, p.next())));
            case "after" -> open(i, 1, p -> new TimeRange(p.end(), null, words(i, p.next())));
            case "before" -> open(i, 1, p -> new TimeRange(null, p.start(), words(i, p.next())));
            case "until", "till" ->
                    open(i, 1, p -> new TimeRange(null, p.end(), words(i, p.next())));
            case "prior" -> open(i, 2, p -> new TimeRange(null, p.start(), words(i, p.next())));
            case "starting" -> open(i, 2, p -> new TimeRange(p.start(), null, words(i, p.next())));
            default -> plain(i);
        };
    }

    private Optional<Found> open(
            int i, int skip, java.util.function.Function<Period, TimeRange> range) {
        var period = period(article(i + skip), true);
        return Optional.ofNullable(period).map(p -> new Found(i, p.next(), range.apply(p)));
    }

    private Optional<Found> plain(int i) {
        int j = i;
        boolean led = false;
        while (LEAD.contains(word(j)) || (led && word(j).equals("the"))) {
            led = true;
            j++;
        }
        if (!led && word(j).equals("the") && PAST.contains(word(j + 1))) {
            j++;
        }
        var period = period(j, led);
        if (period == null) {
            return Optional.empty();
        }
        int end = period.next();
        boolean orLater =
                word(end).equals("or")
                                && Set.of("later", "after", "onwards").contains(word(end + 1))
                        || word(end).equals("and")
                                && Set.of("later", "after", "onwards").contains(word(end + 1));
        if (orLater) {
            return Optional.of(
                    new Found(i, end + 2, new TimeRange(period.start(), null, words(j, end + 2))));
        }
        boolean orEarlier =
                word(end).equals("or") && Set.of("earlier", "before").contains(word(end + 1));
        if (orEarlier) {
            return Optional.of(
                    new Found(i, end + 2, new TimeRange(null, period.end(), words(j, end + 2))));
        }
        return Optional.of(
                new Found(i, end, new TimeRange(period.start(), period.end(), words(i, end))));
    }

    private Optional<Found> fromTo(int i) {
        var first = period(article(i + 1), true);
        if (first == null) {
            return Optional.empty();
        }
        if (!Set.of("and", "to", "until", "till", "through").contains(word(first.next()))) {
            boolean onwards = Set.of("on", "onwards", "onward").contains(word(first.next()));
            return onwards
                    ? Optional.of(
                            new Found(
                                    i,
                                    first.next() + 1,
                                    new TimeRange(first.start(), null, words(i, first.next() + 1))))
                    : Optional.empty();
        }
        var second = period(article(first.next() + 1), true);
        if (second == null) {
            return Optional.empty();
        }
        var start = first.start();
        // "from March to May 2023": the first month takes the second one's year
        while (!start.isBefore(second.end())
                || (year(first.next() - 1) == null && start.plusYears(1).isBefore(second.end()))) {
            start = start.isBefore(second.end()) ? start.plusYears(1) : start.minusYears(1);
        }
        return Optional.of(
                new Found(
                        i,
                        second.next(),
                        new TimeRange(start, second.end(), words(i, second.next()))));
    }

    private @Nullable Period period(int i, boolean led) {
        var word = word(i);
        if (word.isEmpty()) {
            return null;
        }
        Period found = relative(i);
        if (found == null) {
            found = quarter(i);
        }
        if (found == null) {
            found = monthOrDay(i, led);
        }
        return found != null ? found : yearOrDate(i, led);
    }

    private @Nullable Period relative(int i) {
        var word = word(i);
        switch (word) {
            case "today":
                return new Period(today, today.plusDays(1), i + 1);
            case "yesterday":
                return new Period(today.minusDays(1), today, i + 1);
            case "ytd":
                return new Period(today.withDayOfYear(1), today.plusDays(1), i + 1);
            case "year", "month":
                if (word(i + 1).equals("to") && word(i + 2).equals("date")) {
                    var start =
                            word.equals("year") ? today.withDayOfYear(1) : today.withDayOfMonth(1);
                    return new Period(start, today.plusDays(1), i + 3);
                }
                return null;
            default:
                break;
        }
        boolean past = PAST.contains(word);
        boolean now = Set.of("this", "current").contains(word);
        if (!past && !now && !word.equals("next")) {
            return null;
        }
        var number = i + 1 < tokens.size() ? tokens.get(i + 1).number() : null;
        if (past && number != null && number.scale() <= 0 && number.intValue() < 10_000) {
            var unit = Grain.noun(lemma(i + 2));
            return unit.map(u ->
                            new Period(back(today, u, number.intValue()), today.plusDays(1), i + 3))
                    .orElse(null);
        }
        var unit = Grain.noun(lemma(i + 1));
        if (unit.isEmpty() || (past && word(i + 1).endsWith("s")) || word.equals("recent")) {
            return null;
        }
        if (word.equals("past")) {
            return new Period(back(today, unit.get(), 1), today.plusDays(1), i + 2);
        }
        var start = begin(today, unit.get());
        var from = now ? start : back(start, unit.get(), past ? 1 : -1);
        return new Period(from, back(from, unit.get(), -1), i + 2);
    }

    private static LocalDate back(LocalDate day, Grain unit, int n) {
        return switch (unit) {
            case DAY -> day.minusDays(n);
            case WEEK -> day.minusWeeks(n);
            case MONTH -> day.minusMonths(n);
            case QUARTER -> day.minusMonths(3L * n);
            case YEAR -> day.minusYears(n);
        };
    }

    private static LocalDate begin(LocalDate day, Grain unit) {
        return switch (unit) {
            case DAY -> day;
            case WEEK -> day.minusDays(day.getDayOfWeek().getValue() - 1L);
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    private @Nullable Period quarter(int i) {
        var number = QUARTERS.get(word(i));
        int next = i + 1;
        if (number == null) {
            return null;
        }
        if (!word(i).startsWith("q")) {
            if (!word(next).equals("quarter")) {
                return null;
            }
            next++;
        }
        next = skip(next, "of", "in", ",");
        var year = year(next);
        var start = LocalDate.of(year == null ? today.getYear() : year, number * 3 - 2, 1);
        return new Period(
                start,
                start.plusMonths(3),
                year == null ? i + (word(i).startsWith("q") ? 1 : 2) : next + 1);
    }

    private @Nullable Period monthOrDay(int i, boolean led) {
        var month = MONTHS.get(word(i));
        if (month != null) {
            boolean certain = led || word(i).length() > 3;
            if (word(i).equals("may") && !tokens.get(i).capitalised()) {
                return null;
            }
            var day = day(i + 1);
            int next = i + 1;
            if (day != null && year(i + 1) == null) {
                next = skip(i + 2, ",", "of");
                var year = year(next);
                return day(
                        year == null ? likelyYear(month) : year,
                        month,
                        day,
                        year == null ? i + 2 : next + 1);
            }
            next = skip(next, ",", "of");
            var year = year(next);
            if (year == null && !certain) {
                return null;
            }
            var start = LocalDate.of(year == null ? likelyYear(month) : year, month, 1);
            return new Period(start, start.plusMonths(1), year == null ? i + 1 : next + 1);
        }
        var day = day(i);
        int next = day == null ? i : skip(i + 1, "of");
        if (day != null && MONTHS.containsKey(word(next)) && year(i) == null) {
            int m = MONTHS.getOrDefault(word(next), 1);
            int afterMonth = skip(next + 1, ",", "of");
            var year = year(afterMonth);
            return day(
                    year == null ? likelyYear(m) : year,
                    m,
                    day,
                    year == null ? next + 1 : afterMonth + 1);
        }
        return null;
    }

    /// A month without a year is the last one that has begun.
    private int likelyYear(int month) {
        return month <= today.getMonthValue() ? today.getYear() : today.getYear() - 1;
    }

    private static @Nullable Period day(int year, int month, int day, int next) {
        try {
            var date = LocalDate.of(year, month, day);
            return new Period(date, date.plusDays(1), next);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private @Nullable Period yearOrDate(int i, boolean led) {
        var text = word(i);
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                var date = LocalDate.parse(text);
                return new Period(date, date.plusDays(1), i + 1);
            }
            if (text.matches("\\d{4}-\\d{2}")) {
                var start = YearMonth.parse(text).atDay(1);
                return new Period(start, start.plusMonths(1), i + 1);
            }
        } catch (DateTimeException e) {
            return null;
        }
        boolean saysYear =
                Set.of("year", "calendar", "fiscal").contains(text) && !text.equals("fiscal");
        int at = saysYear ? i + 1 : i;
        var year = year(at);
        boolean alone = at == 0 || at >= tokens.size() - 2;
        if (year == null
                || !(led || saysYear || alone || led(at))
                || (at > 0 && NO_YEAR_AFTER.contains(word(at - 1)) && !led(at))) {
            return null;
        }
        var start = LocalDate.of(year, 1, 1);
        return new Period(start, start.plusYears(1), at + 1);
    }

    /// "between 2019 and 2021", "from 2019 to 2021" may say a year after "and" or "to".
    private boolean led(int at) {
        return year(at - 2) != null && Set.of("and", "to", "or", ",").contains(word(at - 1));
    }

    private @Nullable Integer year(int i) {
        if (i < 0 || i >= tokens.size() || !word(i).matches("(19|20)\\d{2}")) {
            return null;
        }
        return Integer.valueOf(word(i));
    }

    private @Nullable Integer day(int i) {
        if (i >= tokens.size() || !word(i).matches("\\d{1,2}(st|nd|rd|th)?")) {
            return null;
        }
        int day = Integer.parseInt(word(i).replaceAll("\\D", ""));
        return day >= 1 && day <= 31 ? day : null;
    }

    private int skip(int i, String... words) {
        return Set.of(words).contains(word(i)) ? i + 1 : i;
    }

    private int article(int i) {
        return word(i).equals("the") ? i + 1 : i;
    }

    private String word(int i) {
        return i >= 0 && i < tokens.size() && tokens.get(i).kind() != Token.Kind.QUOTED
                ? tokens.get(i).lower()
                : "";
    }

    private String lemma(int i) {
        return i < tokens.size() ? tokens.get(i).lemma() : "";
    }

    private String words(int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < Math.min(to, tokens.size()); i++) {
            text.append(text.isEmpty() ? "" : " ").append(tokens.get(i).text());
        }
        return text.toString();
    }
}
