package dev.sluice.gateway.access;

import dev.sluice.gateway.GatewaySettings;
import dev.sluice.gateway.health.DatabasePulse;
import dev.sluice.jobstore.access.ApiKeys;
import dev.sluice.jobstore.secret.SecretBox;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Keys, sessions, scopes and limits.
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {
    @Bean
    SessionCookie sessionCookie(SecretBox box, GatewaySettings settings) {
        return new SessionCookie(
                box, Clock.systemUTC(), settings.sessionLifetime(), settings.https());
    }

    @Bean
    FilterRegistrationBean<AccessFilter> accessFilter(
            ApiKeys keys, SessionCookie cookie, GatewaySettings settings, DatabasePulse pulse) {
        var limit = settings.rateLimit();
        var filter =
                new AccessFilter(
                        keys,
                        new Credential(cookie),
                        new TokenBuckets("key", limit.requests(), limit.window(), System::nanoTime),
                        new TokenBuckets(
                                "address",
                                limit.anonymousRequests(),
                                limit.window(),
                                System::nanoTime),
                        pulse::away);
        var registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/v1/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    @Bean
    KeysInUse keysInUse(ApiKeys keys) {
        return new KeysInUse(keys);
    }

    @Bean
    SessionController sessionController(SessionCookie cookie) {
        return new SessionController(cookie);
    }

    @Bean
    WebMvcConfigurer callerRules() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ScopeInterceptor());
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver());
            }
        };
    }
}
