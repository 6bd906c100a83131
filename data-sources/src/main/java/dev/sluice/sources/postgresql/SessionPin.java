package dev.sluice.sources.postgresql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Settings that every session has, whatever role or database say: names resolve to the engine's own
/// functions and operators, text forms are fixed, and nothing runs or waits without limit.
final class SessionPin {
    private SessionPin() {}

    /// One statement for all: a setting that this version of the server does not know is left out, and
    /// so is one that the role may not change (asking would write an error into the server's log).
    static String sql(SessionPurpose purpose) {
        var values =
                settings(purpose).entrySet().stream()
                        .map(s -> "('" + s.getKey() + "','" + s.getValue() + "')")
                        .collect(Collectors.joining(","));
        return """
        SELECT pg_catalog.set_config(s.name, v.value, false)
        FROM (VALUES %s) AS v(name, value)
        JOIN pg_catalog.pg_settings s ON s.name = v.name
        WHERE (v.name <> 'temp_file_limit'
               OR pg_catalog.current_setting('is_superuser') = 'on')
          AND (v.name <> 'client_connection_check_interval'
               OR pg_catalog.current_setting('dynamic_shared_memory_type') <> 'windows')
        """
                .formatted(values);
    }

    private static Map<String, String> settings(SessionPurpose purpose) {
        var settings = new LinkedHashMap<String, String>();
        // the temporary schema last: else it is searched first for relations
        settings.put("search_path", "pg_catalog, pg_temp");
        settings.put("default_transaction_read_only", "on");
        settings.put("lock_timeout", purpose.lockTimeout());
        settings.put("client_connection_check_interval", "2s");
        settings.put("DateStyle", "ISO, MDY");
        settings.put("IntervalStyle", "postgres");
        settings.put("TimeZone", "UTC");
        settings.put("bytea_output", "hex");
        settings.put("extra_float_digits", "3");
        settings.put("standard_conforming_strings", "on");
        settings.put("row_security", "on");
        settings.put("work_mem", "32MB");
        if (purpose == SessionPurpose.ANSWERS) {
            settings.put("statement_timeout", "60s");
            settings.put("idle_in_transaction_session_timeout", "60s");
            settings.put("temp_file_limit", "5GB");
            // compiling pays for itself over millions of rows, not in an answer's second
            settings.put("jit", "off");
        } else {
            // it waits for whoever writes the rows, or only holds a snapshot for others
            settings.put("statement_timeout", "0");
            settings.put("idle_in_transaction_session_timeout", "0");
            settings.put("idle_session_timeout", "0");
            settings.put("transaction_timeout", "0");
            // and must not hold it for a machine that is gone
            settings.put("tcp_keepalives_idle", "60");
            settings.put("tcp_keepalives_interval", "10");
            settings.put("tcp_keepalives_count", "6");
        }
        return settings;
    }
}
