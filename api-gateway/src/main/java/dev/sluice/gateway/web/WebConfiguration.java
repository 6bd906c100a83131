package dev.sluice.gateway.web;

import dev.sluice.gateway.GatewaySettings;
import dev.sluice.model.Json;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// The server itself: port, a virtual thread per request, the JSON dialect.
@Configuration(proxyBeanMethods = false)
public class WebConfiguration {
    /// Each held answer and each event stream is a connection, but not a platform thread.
    private static final int MOST_CONNECTIONS = 20_000;

    /// A refused body is read up to here, so that its sender sees the answer instead of a reset.
    private static final int SWALLOWED_BYTES = 32 << 20;

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> gatewayServer(
            GatewaySettings settings) {
        return factory -> {
            factory.setPort(settings.port());
            factory.setAddress(address(settings.bind()));
            factory.addProtocolHandlerCustomizers(protocol -> {
                protocol.setExecutor(new VirtualThreadExecutor("http-"));
                if (protocol instanceof AbstractProtocol<?> tuned) {
                    tuned.setMaxConnections(MOST_CONNECTIONS);
                }
                if (protocol instanceof AbstractHttp11Protocol<?> http) {
                    http.setMaxSwallowSize(SWALLOWED_BYTES);
                }
            });
        };
    }

    @Bean
    FilterRegistrationBean<EdgeFilter> edgeFilter() {
        var registration = new FilterRegistrationBean<>(new EdgeFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    WebMvcConfigurer jsonDialect(GatewaySettings settings) {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                builder.withJsonConverter(new JacksonJsonHttpMessageConverter(Json.mapper()));
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new JsonBodyResolver((int) settings.bodyLimit().toBytes()));
            }
        };
    }

    private static InetAddress address(String bind) {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "SLUICE_BIND is not an address of this machine: " + bind, e);
        }
    }
}
