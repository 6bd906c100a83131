package dev.sluice.gateway.openapi;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The published contract.
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {
    @Bean
    OpenApiController openApiController() {
        return new OpenApiController(OpenApiDocument.load());
    }
}
