package dev.sluice.gateway.web;

import dev.sluice.gateway.GatewaySettings;
import dev.sluice.model.Json;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ContinueResponseTiming;
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

    /// What a connection that does nothing may cost, buffers and all; all of them must fit into the heap.
    private static final int CONNECTION_BYTES = 64 << 10;

    /// Between two reads of a request, and for one write.
    private static final Duration SILENCE = Duration.ofSeconds(20);

    /// Between two requests.
    private static final Duration KEPT_ALIVE = Duration.ofSeconds(60);

    /// For room to read a large body into.
    private static final Duration ROOM_PATIENCE = Duration.ofSeconds(5);

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> gatewayServer(
            GatewaySettings settings) {
        return factory -> {
            factory.setPort(settings.port());
            factory.setAddress(address(settings.bind()));
            factory.setProtocol(PatientHttp.class.getName());
            factory.addEngineValves(new BodyEnd());
            factory.addProtocolHandlerCustomizers(protocol -> {
                protocol.setExecutor(new VirtualThreadExecutor("http-"));
                if (protocol instanceof AbstractProtocol<?> tuned) {
                    tuned.setMaxConnections(mostConnections());
                    tuned.setConnectionTimeout(silence(settings));
                    tuned.setKeepAliveTimeout((int) KEPT_ALIVE.toMillis());
                }
                if (protocol instanceof PatientHttp patient) {
                    patient.setPatience(settings.requestPatience());
                }
                if (protocol instanceof AbstractHttp11Protocol<?> http) {
                    // a body that is refused for its headers is not asked for
                    http.setContinueResponseTiming(
                            ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
                }
            });
        };
    }

    private static int silence(GatewaySettings settings) {
        var patience = settings.requestPatience();
        return (int) (patience.compareTo(SILENCE) < 0 ? patience : SILENCE).toMillis();
    }

    private static int mostConnections() {
        var fitting = Runtime.getRuntime().maxMemory() / CONNECTION_BYTES;
        return (int) Math.min(fitting, MOST_CONNECTIONS);
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
                var limit = (int) settings.bodyLimit().toBytes();
                var budget = BodyBudget.ofHeap(limit, ROOM_PATIENCE);
                resolvers.add(
                        new JsonBodyResolver(
                                new BodyReader(limit, settings.requestPatience(), budget)));
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
