package dev.sluice.jobstore;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The job database: `SLUICE_DATABASE_URL`, `SLUICE_DATABASE_USERNAME`, `SLUICE_DATABASE_PASSWORD`.
///
/// @param url `jdbc:postgresql://host:port/database`, or the same without `jdbc:`
/// @param poolSize connections this process keeps at most
@Validated
@ConfigurationProperties("sluice.database")
public record DatabaseSettings(
        @NotBlank String url,
        @NotBlank String username,
        String password,
        @DefaultValue("12") int poolSize) {

    String jdbcUrl() {
        return url.startsWith("jdbc:") ? url : "jdbc:" + url;
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + username + " at " + url + "]";
    }
}
