package dev.sluice.jobstore;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// `SLUICE_SECRET_KEY`: 32 bytes in base64 that encrypt stored secrets. Services refuse to start without.
@Validated
@ConfigurationProperties("sluice")
public record SecretSettings(@NotBlank String secretKey) {
    @Override
    public String toString() {
        return "SecretSettings[…]";
    }
}
