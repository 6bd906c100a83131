package dev.sluice.sources.postgresql;

import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.postgresql.JudgedSocketFactory.AddressRefused;
import dev.sluice.sources.reading.ReplicaConflict;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// The database's errors in Sluice's catalogue. Only the primary message is repeated: the detail and
/// context lines hold values of rows.
final class Failures {
    private static final String CANCELLED = "57014";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String READ_ONLY = "25006";
    private static final String LIMIT_EXCEEDED = "53400";

    /// Out of resources, serialisation and recovery conflicts, deadlock, I/O, internal errors: the same
    /// statement may succeed later.
    private static final Set<String> PASSING = Set.of("40", "53", "58", "XX");

    private Failures() {}

    /// Whether the connection is gone or unusable.
    static boolean isLost(SQLException e) {
        var state = state(e);
        return state.startsWith("08") || state.startsWith("57P") || serverMessage(e) == null;
    }

    /// A failure to get a connection at all.
    static ProblemException unreachable(SQLException e, Connector connector) {
        var words = connector.withoutSecret(connectionWords(e));
        return new ProblemException(
                Problem.of(ProblemType.SOURCE_UNREACHABLE, words)
                        .withSqlState(serverState(e), null),
                e);
    }

    /// A failure of a statement of our own, whose text the caller did not write.
    static ProblemException ofSource(SQLException e, Duration limit) {
        return of(e, limit)
                .orElseGet(() -> problem(ProblemType.SOURCE_FAILED, sentence(words(e)), e));
    }

    /// A failure of a statement that a caller wrote and the guard let through.
    static ProblemException ofStatement(SQLException e, Duration limit, StatementText statement) {
        return of(e, limit)
                .orElseGet(() ->
                        switch (state(e)) {
                            case "42703" -> statement.unknownColumn(e, position(e));
                            case "42P01" -> statement.unknownTable(e, position(e));
                            case READ_ONLY -> problem(ProblemType.UNSAFE_SQL, words(e), e);
                            default ->
                                    new ProblemException(
                                            Problem.of(ProblemType.INVALID_SQL, words(e))
                                                    .withSqlState(
                                                            serverState(e),
                                                            statement.position(position(e))),
                                            e);
                        });
    }

    private static Optional<ProblemException> of(SQLException e, Duration limit) {
        var state = state(e);
        if (isRecoveryConflict(e)) {
            return Optional.of(conflict(e));
        }
        if (state.equals(CANCELLED)) {
            return Optional.of(cancelledBySource(e, limit));
        }
        if (state.equals(LOCK_NOT_AVAILABLE)) {
            return Optional.of(
                    problem(
                            ProblemType.TIMED_OUT,
                            "Another session of the source holds a lock on a table; try again.",
                            e));
        }
        if (words(e).contains("maxResultBuffer")) {
            return Optional.of(
                    problem(
                            ProblemType.BUDGET_EXCEEDED,
                            "The answer is larger than 64 MB; aggregate it, or export it.",
                            e));
        }
        if (isLost(e)) {
            return Optional.of(lost(e, limit));
        }
        if (state.equals(LIMIT_EXCEEDED)) {
            return Optional.of(
                    new ProblemException(
                            Problem.of(ProblemType.SOURCE_FAILED, sentence(words(e)))
                                    .withSqlState(state, null)
                                    .retryable(false),
                            e));
        }
        if (state.length() == 5 && PASSING.contains(state.substring(0, 2))) {
            return Optional.of(problem(ProblemType.SOURCE_FAILED, sentence(words(e)), e));
        }
        return Optional.empty();
    }

    private static ProblemException conflict(SQLException e) {
        return new ProblemException(
                Problem.of(
                                ProblemType.SOURCE_FAILED,
                                "The replica cancelled the reading because it conflicts with recovery"
                                        + reason(e)
                                        + "; raise max_standby_streaming_delay there, set"
                                        + " hot_standby_feedback = on where rows are removed too early,"
                                        + " or name the primary in the source's URL, too.")
                        .withSqlState(serverState(e), null),
                new ReplicaConflict(e));
    }

    /// One of a few fixed phrases, which hold no values.
    private static String reason(SQLException e) {
        var server = serverMessage(e);
        var detail = server == null ? null : server.getDetail();
        return detail == null || !detail.startsWith("User ")
                ? ""
                : " (" + detail.replaceAll("\\.$", "") + ")";
    }

    /// What only reads is never in conflict with anything but a replica's replay. There are also a
    /// deadlock with it and, for sessions that are idle in their transaction, a last word before the end.
    static boolean isRecoveryConflict(SQLException e) {
        var server = serverMessage(e);
        if (server == null) {
            return false;
        }
        var said = server.getMessage() + " " + server.getDetail();
        return state(e).equals(SERIALIZATION_FAILURE)
                || said.contains("conflict with recovery")
                || said.contains("deadlock with recovery");
    }

    private static ProblemException cancelledBySource(SQLException e, Duration limit) {
        return limit.isZero() || words(e).contains("user request")
                ? problem(ProblemType.SOURCE_FAILED, sentence(words(e)), e)
                : problem(
                        ProblemType.TIMED_OUT,
                        "The source did not finish the statement within "
                                + seconds(limit)
                                + "; ask for less, filter more, or export it.",
                        e);
    }

    /// @param limit how long the statement was given; zero for as long as the source says something
    private static ProblemException lost(SQLException e, Duration limit) {
        if (find(e, SocketTimeoutException.class) == null) {
            return problem(
                    ProblemType.SOURCE_FAILED,
                    "The connection to the source broke: " + words(e),
                    e);
        }
        return limit.isZero()
                ? problem(
                        ProblemType.SOURCE_FAILED,
                        "The source said nothing for too long; the connection was given up.",
                        e)
                : problem(
                        ProblemType.TIMED_OUT,
                        "The source said nothing for "
                                + seconds(limit)
                                + ", all the time that the statement had, not even that it was over."
                                + " See whether the source hangs; then try again.",
                        e);
    }

    private static ProblemException problem(ProblemType type, String detail, SQLException e) {
        return new ProblemException(Problem.of(type, detail).withSqlState(serverState(e), null), e);
    }

    static String words(SQLException e) {
        var server = serverMessage(e);
        var primary = server == null ? null : server.getMessage();
        return primary != null ? primary : String.valueOf(e.getMessage());
    }

    /// The driver says only "the connection attempt failed" and hides the reason in the cause.
    private static String connectionWords(SQLException e) {
        var refused = find(e, AddressRefused.class);
        if (refused != null) {
            return String.valueOf(refused.getMessage());
        }
        var unknown = find(e, UnknownHostException.class);
        if (unknown != null) {
            return "Unknown host: " + unknown.getMessage();
        }
        if (find(e, SocketTimeoutException.class) != null) {
            return "The host did not answer in time: " + deepest(e).getMessage();
        }
        var server = find(e, PSQLException.class);
        return server == null ? words(e) : words(server);
    }

    private static Throwable deepest(Throwable e) {
        var at = e;
        for (var next = at.getCause(); next != null; next = at.getCause()) {
            at = next;
        }
        return at;
    }

    private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    private static @Nullable ServerErrorMessage serverMessage(SQLException e) {
        var server = find(e, PSQLException.class);
        return server == null ? null : server.getServerErrorMessage();
    }

    private static @Nullable String serverState(SQLException e) {
        var server = serverMessage(e);
        return server == null ? null : server.getSQLState();
    }

    private static int position(SQLException e) {
        var server = serverMessage(e);
        return server == null ? 0 : server.getPosition();
    }

    static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static String sentence(String words) {
        return "The source says: " + words;
    }

    static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
