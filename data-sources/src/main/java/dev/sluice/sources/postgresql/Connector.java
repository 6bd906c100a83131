package dev.sluice.sources.postgresql;

import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSourcesSettings;
import dev.sluice.sources.SourceUrl;
import dev.sluice.sources.address.AddressPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PgConnection;

/// Opens connections to one source. The driver's defaults wait for ever, read the service user's
/// password file and put values into messages: each of these is set here.
final class Connector {
    private static final Map<String, String> SERVER_TYPES =
            Map.of(
                    "any", "any",
                    "read-write", "primary",
                    "primary", "primary",
                    "read-only", "secondary",
                    "standby", "secondary",
                    "prefer-standby", "preferSecondary");

    private final SourceUrl url;
    private final @Nullable String username;
    private final @Nullable String password;
    private final AddressPolicy policy;
    private final Duration connectTimeout;

    Connector(SourceConnection source, DataSourcesSettings settings) {
        this.url = SourceUrl.parse(source.url());
        this.username = source.username() == null ? url.username() : source.username();
        this.password = source.password() == null ? url.password() : source.password();
        this.policy = new AddressPolicy(settings.allowedRanges(), settings.forbidden());
        this.connectTimeout = connectTimeout(url, settings.connectTimeout());
    }

    /// The longest that [#open] takes: each host in turn, and the handshake.
    Duration patience() {
        return connectTimeout.multipliedBy(url.hosts().size()).plusSeconds(5);
    }

    Session open(SessionPurpose purpose) throws SQLException {
        var connection = (PgConnection) new Driver().connect(jdbcUrl(), properties(purpose));
        if (connection == null) {
            throw new IllegalStateException("the driver refused its own URL " + jdbcUrl());
        }
        var session = new Session(connection);
        try {
            session.pin(purpose);
            return session;
        } catch (SQLException | RuntimeException e) {
            session.abort();
            throw e;
        }
    }

    /// No message may hold the password, whoever wrote it.
    String withoutSecret(String words) {
        return password == null || password.length() < 4 ? words : words.replace(password, "***");
    }

    private String jdbcUrl() {
        var hosts =
                url.hosts().stream()
                        .map(h -> new SourceUrl.Host(h.name(), h.port()).toString())
                        .collect(Collectors.joining(","));
        return "jdbc:postgresql://" + hosts + "/" + SourceUrl.encode(url.database());
    }

    private Properties properties(SessionPurpose purpose) {
        var properties = new Properties();
        PGProperty.USER.set(properties, requireUsername());
        // an absent password would make the driver read the service user's ~/.pgpass
        PGProperty.PASSWORD.set(properties, password == null ? "" : password);
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds(connectTimeout));
        PGProperty.LOGIN_TIMEOUT.set(properties, seconds(patience()));
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds(connectTimeout));
        PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, 5);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.SOCKET_FACTORY.set(properties, JudgedSocketFactory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(
                properties, new JudgedSocketFactory.Rules(policy, url.database()).encoded());
        if (purpose.maxResultBytes() > 0) {
            PGProperty.MAX_RESULT_BUFFER.set(properties, Long.toString(purpose.maxResultBytes()));
        }
        setUrlParameters(properties);
        return properties;
    }

    private void setUrlParameters(Properties properties) {
        var applicationName = url.parameter("application_name");
        PGProperty.APPLICATION_NAME.set(
                properties, applicationName == null ? "sluice" : applicationName);
        var sslMode = url.parameter("sslmode");
        if (sslMode != null) {
            PGProperty.SSL_MODE.set(properties, sslMode);
        }
        var rootCertificate = url.parameter("sslrootcert");
        if ("system".equals(rootCertificate)) {
            PGProperty.SSL_FACTORY.set(properties, "org.postgresql.ssl.DefaultJavaSSLFactory");
        } else if (rootCertificate != null) {
            PGProperty.SSL_ROOT_CERT.set(properties, rootCertificate);
        }
        var attributes = url.parameter("target_session_attrs");
        if (attributes != null) {
            PGProperty.TARGET_SERVER_TYPE.set(
                    properties, SERVER_TYPES.getOrDefault(attributes, "any"));
        }
    }

    private String requireUsername() {
        if (username == null || username.isEmpty()) {
            var detail = "Name the database role, in `username` or in the URL.";
            throw Problem.of(ProblemType.VALIDATION_FAILED, detail)
                    .withErrors(List.of(new FieldError("/username", detail)))
                    .toException();
        }
        return username;
    }

    /// `connect_timeout=0` means for ever to libpq; nothing here waits for ever.
    private static Duration connectTimeout(SourceUrl url, Duration standard) {
        var given = url.parameter("connect_timeout");
        int seconds = given == null ? 0 : Integer.parseInt(given);
        return seconds == 0 ? standard : Duration.ofSeconds(Math.min(seconds, 60));
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, duration.toSeconds());
    }
}
