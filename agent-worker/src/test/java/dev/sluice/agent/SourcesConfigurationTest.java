package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sources.address.ForbiddenEndpoint;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class SourcesConfigurationTest {
    @Test
    void theProductsOwnServersAreForbidden() {
        var environment =
                new MockEnvironment()
                        .withProperty(
                                "sluice.database.url", "jdbc:postgresql://db/sluice?sslmode=prefer")
                        .withProperty("sluice.kafka.bootstrap", "k1:9092, k2:9093")
                        .withProperty("sluice.s3.endpoint", "https://store.example");
        assertThat(SourcesConfiguration.own(environment))
                .containsExactly(
                        new ForbiddenEndpoint("db", 5432, "sluice"),
                        new ForbiddenEndpoint("k1", 9092),
                        new ForbiddenEndpoint("k2", 9093),
                        new ForbiddenEndpoint("store.example", 443));
    }

    @Test
    void whatIsNotSetForbidsNothing() {
        assertThat(SourcesConfiguration.own(new MockEnvironment())).isEmpty();
    }
}
