package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.Figures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/// What became of jobs that were accepted, by the tables of the job database.
///
/// @param lost without a row
/// @param unfinished without exactly one result of a success
/// @param doubled second successes of one job
/// @param untold rows of analyses that nobody was told of: their clients got another answer, or none
/// @param disordered whose events have a gap, or states that do not follow from each other
/// @param again with more than one attempt
record Account(
        int accepted,
        long lost,
        long unfinished,
        long doubled,
        long untold,
        long disordered,
        long again) {
    private static final String ACCEPTED = "WITH accepted AS (SELECT unnest(?) AS id) ";

    /// @param ids of all analyses that were accepted in this database, whose ends have been awaited
    static Account of(Connection database, Collection<String> ids) throws SQLException {
        return new Account(
                ids.size(),
                number(
                        database,
                        ids,
                        "SELECT count(*) FROM accepted WHERE id NOT IN (SELECT id FROM job)"),
                number(
                        database,
                        ids,
                        """
                        SELECT count(*) FROM accepted a JOIN job j USING (id)
                        WHERE j.state <> 'SUCCEEDED'
                           OR NOT EXISTS (SELECT FROM job_result r WHERE r.job_id = j.id)
                        """),
                number(
                        database,
                        ids,
                        """
                        SELECT count(*) FROM (
                          SELECT job_id FROM job_attempt JOIN accepted ON job_id = id
                          WHERE outcome = 'succeeded' GROUP BY job_id HAVING count(*) > 1) x
                        """),
                number(
                        database,
                        ids,
                        """
                        SELECT count(*) FROM job
                        WHERE type = 'ANALYSIS' AND id NOT IN (SELECT id FROM accepted)
                        """),
                number(
                        database,
                        ids,
                        """
                        SELECT count(*) FROM (
                          SELECT job_id FROM job_event JOIN accepted ON job_id = id GROUP BY job_id
                          HAVING max(sequence) <> count(*)
                             OR array_agg(position ORDER BY sequence)
                                <> array_agg(position ORDER BY position)
                             OR string_agg(data::json ->> 'state', ',' ORDER BY sequence)
                                  FILTER (WHERE type = 'state')
                                !~ '^queued(,(queued|running))*,running,succeeded$') x
                        """),
                number(
                        database,
                        ids,
                        "SELECT count(*) FROM accepted a JOIN job j USING (id) WHERE j.attempt > 1"));
    }

    private static long number(Connection database, Collection<String> ids, String sql)
            throws SQLException {
        try (var count = database.prepareStatement(ACCEPTED + sql)) {
            count.setArray(1, database.createArrayOf("text", ids.toArray()));
            try (var row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    Figures on(Figures figures) {
        return figures.count("accepted", accepted)
                .count("lost", lost)
                .count("unfinished", unfinished)
                .count("doubled", doubled)
                .count("untold", untold)
                .count("out of order", disordered)
                .count("attempted again", again);
    }

    /// Each accepted job has its row.
    void assertNoneLost() {
        assertThat(lost).as("lost").isZero();
    }

    /// @param notAccepted requests that got another answer than 202, or none
    void assertEachSucceededOnceInOrder(int notAccepted) {
        assertNoneLost();
        assertThat(untold).as("rows that nobody was told of").isLessThanOrEqualTo(notAccepted);
        assertThat(unfinished).as("unfinished").isZero();
        assertThat(doubled).as("doubled").isZero();
        assertThat(disordered).as("out of order").isZero();
    }
}
