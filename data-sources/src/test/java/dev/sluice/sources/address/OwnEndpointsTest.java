package dev.sluice.sources.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnEndpointsTest {
    @Test
    void namesDatabaseBrokersAndStore() {
        assertThat(
                        OwnEndpoints.of(
                                "jdbc:postgresql://db.example:6432/sluice?sslmode=require",
                                "k1:9092, k2:9093",
                                "https://s3.example.com"))
                .containsExactly(
                        new ForbiddenEndpoint("db.example", 6432, "sluice"),
                        new ForbiddenEndpoint("k1", 9092),
                        new ForbiddenEndpoint("k2", 9093),
                        new ForbiddenEndpoint("s3.example.com", 443));
        assertThat(OwnEndpoints.of("postgresql://a,[::1]:5433/sluice", "k:1", "http://s3:9000"))
                .containsExactly(
                        new ForbiddenEndpoint("a", 5432, "sluice"),
                        new ForbiddenEndpoint("::1", 5433, "sluice"),
                        new ForbiddenEndpoint("k", 1),
                        new ForbiddenEndpoint("s3", 9000));
    }
}
