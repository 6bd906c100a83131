package dev.sluice.jobstore.access;

/// How many days after a job's end what it left is kept.
///
/// @param resultsDays answers of analyses, 1 to [#MOST]
/// @param filesDays files of exports
/// @param questionsDays the whole job with question, SQL and events
public record RetentionDays(int resultsDays, int filesDays, int questionsDays) {
    public static final int MOST = 3650;
    public static final RetentionDays DEFAULTS = new RetentionDays(7, 7, 90);
}
