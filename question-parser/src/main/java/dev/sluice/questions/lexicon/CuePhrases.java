package dev.sluice.questions.lexicon;

import dev.sluice.questions.lexicon.Cue.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The phrases of [Cue], matched by their words in lower case.
public final class CuePhrases {
    public static final int LONGEST = 5;

    private static final Map<String, Cue> PHRASES = new HashMap<>();

    private static final List<String> COST = List.of("price", "cost", "fee", "amount");
    private static final List<String> TIME = List.of("date", "time", "year");
    private static final List<String> LENGTH = List.of("length", "duration", "distance");
    private static final List<String> SIZE = List.of("size", "area", "capacity", "population");

    static {
        say(
                Type.COUNT,
                "how many",
                "number of",
                "count of",
                "count",
                "total number of",
                "total count of",
                "how many different",
                "number",
                "total number",
                "the number of",
                "count the number of",
                "counts of",
                "numbers of",
                "quantity of",
                "how often");
        say(
                Type.SUM,
                "total",
                "sum of",
                "sum",
                "overall",
                "combined",
                "altogether",
                "in total",
                "total of",
                "total amount of",
                "sum up",
                "summed",
                "aggregate",
                "totals");
        say(Type.HOW_MUCH, "how much");
        say(
                Type.AVERAGE,
                "average",
                "averages",
                "avg",
                "mean",
                "average of",
                "mean of",
                "on average",
                "averaged");
        say(Type.MAXIMUM, "maximum", "max", "maximal", "maximum of", "peak");
        say(Type.MINIMUM, "minimum", "min", "minimal", "minimum of");

        superlative(true, List.of(), "highest", "greatest", "best", "strongest", "top ranked");
        superlative(false, List.of(), "lowest", "worst", "weakest");
        superlative(true, SIZE, "largest", "biggest");
        superlative(false, SIZE, "smallest");
        superlative(true, List.of("age"), "oldest", "eldest");
        superlative(false, List.of("age"), "youngest");
        superlative(true, COST, "most expensive", "priciest", "costliest", "dearest");
        superlative(false, COST, "cheapest", "least expensive");
        superlative(true, LENGTH, "longest");
        superlative(false, LENGTH, "shortest");
        superlative(true, List.of("height"), "tallest");
        superlative(true, List.of("weight", "mass"), "heaviest");
        superlative(false, List.of("weight", "mass"), "lightest");
        superlative(true, List.of("speed"), "fastest");
        superlative(false, List.of("speed"), "slowest");
        superlative(true, TIME, "latest", "newest", "most recent", "most recently");
        superlative(false, TIME, "earliest");
        superlative(true, List.of("profit", "margin"), "most profitable");
        superlative(false, List.of("profit", "margin"), "least profitable");

        ordered(Type.TOP, true, "top", "first", "the top", "leading");
        ordered(Type.TOP, false, "bottom", "last", "the bottom");
        ordered(
                Type.MOST,
                true,
                "most",
                "the most",
                "most number of",
                "largest number of",
                "highest number of",
                "greatest number of",
                "biggest number of",
                "maximum number of",
                "largest amount of",
                "highest count of",
                "most times",
                "the most times");
        ordered(
                Type.MOST,
                false,
                "least",
                "fewest",
                "least number of",
                "lowest number of",
                "smallest number of",
                "minimum number of",
                "fewest number of",
                "lowest count of",
                "least amount of");
        ordered(
                Type.FREQUENT,
                true,
                "most common",
                "most frequent",
                "most popular",
                "most often",
                "most frequently",
                "most commonly",
                "commonest");
        ordered(Type.FREQUENT, false, "least common", "least frequent", "least popular", "rarest");

        say(
                Type.EACH,
                "per",
                "for each",
                "for every",
                "each",
                "every",
                "in each",
                "of each",
                "in every",
                "of every",
                "by each",
                "by every",
                "from each",
                "from every",
                "to each",
                "on each",
                "at each",
                "grouped by",
                "group by",
                "group them by",
                "grouped per",
                "broken down by",
                "breakdown by",
                "split by",
                "across",
                "within each",
                "with each",
                "for different",
                "across different",
                "depending on",
                "for each of",
                "in each of",
                "separately for");
        say(Type.BY, "by", "in terms of", "based on", "according to", "measured by", "judged by");
        ordered(
                Type.ORDER_BY,
                false,
                "order by",
                "ordered by",
                "sorted by",
                "sort by",
                "ranked by",
                "in order of",
                "arranged by",
                "in ascending order of",
                "in increasing order of",
                "in ascending order by",
                "by order of",
                "sorted according to",
                "rank by",
                "sorted in order of",
                "by ascending order of",
                "ordered according to",
                "in the order of",
                "in the ascending order of");
        ordered(
                Type.ORDER_BY,
                true,
                "in descending order of",
                "in decreasing order of",
                "in descending order by",
                "by descending order of",
                "by descending",
                "in the descending order of");
        ordered(
                Type.DIRECTION,
                true,
                "descending",
                "in descending order",
                "descending order",
                "desc",
                "in decreasing order",
                "decreasing order",
                "decreasing",
                "from highest to lowest",
                "from high to low",
                "highest first",
                "largest first",
                "from most to least",
                "from the highest to the lowest",
                "from largest to smallest",
                "from oldest to youngest",
                "from the oldest to the youngest",
                "in reverse order",
                "most recent first",
                "newest first",
                "from the most to the least");
        ordered(
                Type.DIRECTION,
                false,
                "ascending",
                "in ascending order",
                "ascending order",
                "asc",
                "in increasing order",
                "increasing order",
                "increasing",
                "from lowest to highest",
                "from low to high",
                "lowest first",
                "smallest first",
                "from least to most",
                "from youngest to oldest",
                "from the youngest to the oldest",
                "from the lowest to the highest",
                "from smallest to largest",
                "oldest first");
        say(
                Type.ALPHABETIC,
                "alphabetically",
                "in alphabetical order",
                "alphabetical order",
                "in alphabetical order of",
                "in lexicographical order",
                "lexicographically",
                "in ascending alphabetical order",
                "in the alphabetical order of",
                "in lexicographic order",
                "in ascending alphabetical order of",
                "alphabetic order",
                "in alphabetic order");
        say(Type.SORT, "sort", "order", "rank", "sorted", "ordered", "ranked", "ordering");

        compare(
                Type.GREATER,
                List.of(),
                "more than",
                "greater than",
                "higher than",
                "larger than",
                "bigger than",
                "over",
                "above",
                "exceeding",
                "exceeds",
                "exceed",
                "better than",
                "in excess of",
                ">",
                "is more than",
                "greater",
                "strictly more than");
        compare(
                Type.GREATER_EQUAL,
                List.of(),
                "at least",
                "no less than",
                "not less than",
                "no fewer than",
                "minimum of at least",
                "greater than or equal to",
                "more than or equal to",
                ">=",
                "not below",
                "not under",
                "not lower than",
                "not smaller than");
        compare(
                Type.LESS,
                List.of(),
                "less than",
                "fewer than",
                "lower than",
                "smaller than",
                "under",
                "below",
                "<",
                "worse than",
                "is less than",
                "beneath");
        compare(
                Type.LESS_EQUAL,
                List.of(),
                "at most",
                "no more than",
                "not more than",
                "up to",
                "no greater than",
                "not over",
                "less than or equal to",
                "fewer than or equal to",
                "not higher than",
                "not above",
                "<=",
                "not exceeding",
                "no higher than",
                "not larger than",
                "not greater than");
        compare(Type.GREATER, List.of("age"), "older than");
        compare(Type.LESS, List.of("age"), "younger than");
        compare(Type.GREATER, COST, "more expensive than");
        compare(Type.LESS, COST, "cheaper than", "less expensive than");
        compare(Type.GREATER, LENGTH, "longer than");
        compare(Type.LESS, LENGTH, "shorter than");
        compare(Type.GREATER, List.of("height"), "taller than");
        compare(Type.GREATER, List.of("weight", "mass"), "heavier than");
        compare(Type.LESS, List.of("weight", "mass"), "lighter than");
        say(Type.EQUAL, "equal to", "equals", "exactly", "equal", "=", "is exactly");
        say(
                Type.GREATER_EQUAL_AFTER,
                "or more",
                "or older",
                "or higher",
                "or above",
                "or greater",
                "and above",
                "or over",
                "and over",
                "and older",
                "and higher",
                "or larger",
                "and more",
                "or longer",
                "or better");
        say(
                Type.LESS_EQUAL_AFTER,
                "or less",
                "or fewer",
                "or younger",
                "or lower",
                "or below",
                "and below",
                "or smaller",
                "and under",
                "or under",
                "or cheaper");
        say(
                Type.BETWEEN,
                "between",
                "ranging from",
                "in the range of",
                "in the range from",
                "in the range");

        say(
                Type.NOT,
                "not",
                "except",
                "excluding",
                "other than",
                "except for",
                "never",
                "apart from",
                "but not",
                "neither",
                "nor",
                "different from",
                "outside",
                "exclude");
        say(
                Type.WITHOUT,
                "without",
                "without any",
                "no",
                "have no",
                "have not",
                "do not have",
                "do not have any",
                "with no",
                "not have",
                "lacking",
                "lack",
                "have never",
                "not have any",
                "have not any",
                "there be no",
                "there be not any",
                "have 0",
                "with 0",
                "with zero",
                "have zero");
        say(
                Type.NULL,
                "be null",
                "null",
                "be missing",
                "missing",
                "be empty",
                "be unknown",
                "be not known",
                "be not set",
                "unset",
                "be not given",
                "with missing");
        say(
                Type.NOT_NULL,
                "be not null",
                "not null",
                "be known",
                "be not missing",
                "be not empty",
                "be set",
                "non null",
                "not missing");
        say(
                Type.DISTINCT,
                "distinct",
                "unique",
                "different",
                "various",
                "distinctive",
                "deduplicated",
                "all distinct",
                "all different",
                "distinct number of",
                "unique number of");
        say(
                Type.TREND,
                "trend",
                "trends",
                "over time",
                "over the time",
                "over the months",
                "over the years",
                "evolution of",
                "evolution",
                "development of",
                "development",
                "timeline",
                "time series",
                "develop",
                "evolve",
                "history of",
                "progression",
                "trend of",
                "trend for",
                "trend in",
                "changed over time",
                "change over time",
                "trend over time",
                "over the last",
                "over the past");
        say(
                Type.FILE,
                "export",
                "download",
                "as a file",
                "as file",
                "dump of",
                "a dump of",
                "dump",
                "as csv",
                "as parquet",
                "as a csv",
                "as a parquet file",
                "as a csv file",
                "csv",
                "parquet",
                "to csv",
                "to a file",
                "into a file",
                "to parquet",
                "in a file",
                "as a spreadsheet",
                "as excel",
                "as an excel file",
                "excel file",
                "csv file",
                "parquet file",
                "csv export",
                "extract of",
                "in csv format",
                "in csv",
                "in parquet",
                "as jsonl",
                "as json lines",
                "jsonl file",
                "as tsv",
                "as a tsv file",
                "tsv file",
                "as an xlsx file",
                "xlsx file",
                "as an arrow file",
                "in parquet format",
                "file with",
                "a file with",
                "a file of",
                "file of",
                "raw data",
                "as xlsx",
                "to excel",
                "data dump",
                "full extract",
                "extract");
        say(
                Type.STARTS,
                "start with",
                "begin with",
                "starting with",
                "beginning with",
                "start with the letter",
                "begin with the letter",
                "started with",
                "starting with the letter",
                "beginning with the letter",
                "that start with the prefix",
                "start with the prefix",
                "starts with letter",
                "start with letter");
        say(
                Type.CONTAINS,
                "contain",
                "containing",
                "contain the word",
                "include the word",
                "contain the substring",
                "containing the word",
                "that contain",
                "have the word",
                "contain the letter",
                "include the letter",
                "has the letter",
                "like",
                "containing the letter",
                "including the word",
                "contain the phrase",
                "include the substring",
                "containing the substring",
                "with the word",
                "include the phrase",
                "contain the string",
                "have the substring",
                "with the substring",
                "with the substring of",
                "have a substring",
                "contain a substring");
        say(
                Type.ENDS,
                "end with",
                "ending with",
                "ending in",
                "end in",
                "end with the letter",
                "ending with the letter");
        say(
                Type.HAVING,
                "with",
                "have",
                "whose",
                "where",
                "having",
                "that have",
                "which have",
                "who have",
                "when",
                "that");
        say(
                Type.UNSUPPORTED,
                "ratio",
                "ratio of",
                "proportion",
                "proportion of",
                "share of",
                "correlation",
                "correlate",
                "growth",
                "growth rate",
                "compared to",
                "compare",
                "comparison",
                "versus",
                "vs",
                "median",
                "standard deviation",
                "variance",
                "percentile",
                "running total",
                "cumulative",
                "moving average",
                "rolling",
                "predict",
                "forecast",
                "why",
                "difference between",
                "difference in",
                "difference",
                "month over month",
                "year over year",
                "what percentage",
                "what percent",
                "percentage of",
                "percent of",
                "fraction of",
                "what fraction",
                "change in",
                "consecutive",
                "second highest",
                "second largest",
                "both",
                "increase in",
                "decrease in",
                "quartile",
                "same",
                "twice",
                "double",
                "half of",
                "than any",
                "than all",
                "most of",
                "as well as their total share",
                "cagr",
                "rank of",
                "cohort",
                "retention rate",
                "conversion rate",
                "churn rate",
                "majority",
                "probability",
                "impact of",
                "effect of",
                "recommend",
                "should",
                "how do i",
                "all of the",
                "only",
                "third",
                "second",
                "any of which",
                "respective share",
                "more often",
                "weighted",
                "per capita",
                "if",
                "otherwise",
                "next",
                "previous",
                "relationship",
                "z score",
                "outlier",
                "anomaly");
    }

    private CuePhrases() {}

    /// @param words in lower case, joined by one space
    public static Optional<Cue> find(String words) {
        return Optional.ofNullable(PHRASES.get(words));
    }

    private static void say(Type type, String... phrases) {
        put(Cue.of(type), phrases);
    }

    private static void ordered(Type type, boolean descending, String... phrases) {
        put(new Cue(type, List.of(), descending), phrases);
    }

    private static void superlative(boolean descending, List<String> about, String... phrases) {
        put(new Cue(Type.SUPERLATIVE, about, descending), phrases);
    }

    private static void compare(Type type, List<String> about, String... phrases) {
        put(new Cue(type, about, true), phrases);
    }

    private static void put(Cue cue, String... phrases) {
        for (var phrase : phrases) {
            PHRASES.put(phrase.toLowerCase(Locale.ROOT), cue);
        }
    }
}
