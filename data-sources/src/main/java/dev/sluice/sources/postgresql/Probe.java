package dev.sluice.sources.postgresql;

import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.ProbeReport;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Connects once, outside any pool, and looks at the role.
final class Probe {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    /// Whether the role could change anything: by itself, by column rights, or by a role that it may
    /// become. System schemas do not count: PUBLIC may write to some of their views.
    private static final String QUERY =
            """
            SELECT pg_catalog.current_setting('server_version'),
              r.rolsuper OR r.rolcreaterole OR r.rolcreatedb
              OR pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
              OR EXISTS (SELECT FROM pg_catalog.pg_roles m
                         WHERE (m.rolsuper OR m.rolname IN ('pg_write_all_data',
                                'pg_write_server_files', 'pg_execute_server_program'))
                           AND pg_catalog.pg_has_role(m.oid, 'MEMBER'))
              OR EXISTS (SELECT FROM pg_catalog.pg_namespace n
                         WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                           AND pg_catalog.has_schema_privilege(n.oid, 'CREATE'))
              OR EXISTS (SELECT FROM pg_catalog.pg_class c
                         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                         WHERE c.relkind IN ('r', 'p', 'v', 'f')
                           AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                           AND (pg_catalog.has_table_privilege(
                                    c.oid, 'INSERT,UPDATE,DELETE,TRUNCATE')
                                OR pg_catalog.has_any_column_privilege(c.oid, 'INSERT,UPDATE'))),
              current_user
            FROM pg_catalog.pg_roles r WHERE r.rolname = current_user\
            """;

    private Probe() {}

    static ProbeReport run(Connector connector, boolean requireReadonlyRole) {
        Session session;
        try {
            session = connector.open(SessionPurpose.ANSWERS);
        } catch (SQLException e) {
            throw Failures.unreachable(e, connector);
        }
        try {
            var report = report(session);
            if (requireReadonlyRole && !report.warnings().isEmpty()) {
                throw writerRefused();
            }
            return report;
        } catch (SQLException e) {
            throw Failures.unreachable(e, connector);
        } finally {
            session.close();
        }
    }

    private static ProbeReport report(Session session) throws SQLException {
        session.patience(LIMIT);
        session.beginReading(LIMIT);
        var rows = session.rows(QUERY);
        session.rollback();
        var version = rows.required(0, 0).split(" ", 2)[0];
        return new ProbeReport(
                version, rows.flag(0, 1) ? List.of(ProbeReport.ROLE_CAN_WRITE) : List.of());
    }

    private static RuntimeException writerRefused() {
        var detail =
                "This role could write, and SLUICE_REQUIRE_READONLY_ROLE is on; name a role that may"
                        + " only SELECT.";
        return Problem.of(ProblemType.VALIDATION_FAILED, detail)
                .withErrors(List.of(new FieldError("/username", detail)))
                .toException();
    }
}
