package dev.sluice.agent;

import dev.sluice.sources.DataSources;
import dev.sluice.sources.DataSourcesSettings;
import dev.sluice.sources.address.ForbiddenEndpoint;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// The user's databases, for a worker in a process of its own; where several services share one, the
/// one who brings them together brings this too.
@Configuration(proxyBeanMethods = false)
class SourcesConfiguration {
    private static final int POSTGRESQL = 5432;

    @Bean
    DataSources dataSources(Environment environment) {
        return DataSources.create(
                DataSourcesSettings.defaults()
                        .withAllowedRanges(
                                list(environment.getProperty("sluice.source-allowed-ranges")))
                        .withRequireReadonlyRole(
                                environment.getProperty(
                                        "sluice.require-readonly-role", Boolean.class, false))
                        .withForbidden(own(environment)));
    }

    /// The product's own servers, which no source may name.
    static List<ForbiddenEndpoint> own(Environment environment) {
        var own = new ArrayList<ForbiddenEndpoint>();
        var database = environment.getProperty("sluice.database.url");
        if (database != null && !database.isBlank()) {
            var uri = URI.create(database.replaceFirst("^jdbc:", ""));
            own.add(
                    new ForbiddenEndpoint(
                            uri.getHost(),
                            uri.getPort() < 0 ? POSTGRESQL : uri.getPort(),
                            uri.getPath().replaceFirst("^/", "")));
        }
        for (var broker : list(environment.getProperty("sluice.kafka.bootstrap"))) {
            var colon = broker.lastIndexOf(':');
            own.add(
                    new ForbiddenEndpoint(
                            broker.substring(0, colon),
                            Integer.parseInt(broker.substring(colon + 1))));
        }
        var store = environment.getProperty("sluice.s3.endpoint");
        if (store != null && !store.isBlank()) {
            var uri = URI.create(store);
            var usual = "https".equals(uri.getScheme()) ? 443 : 80;
            own.add(
                    new ForbiddenEndpoint(
                            uri.getHost(), uri.getPort() < 0 ? usual : uri.getPort()));
        }
        return own;
    }

    private static List<String> list(@Nullable String text) {
        return text == null
                ? List.of()
                : List.of(text.split(",")).stream()
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
    }
}
