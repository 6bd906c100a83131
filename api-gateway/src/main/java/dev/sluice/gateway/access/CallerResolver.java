package dev.sluice.gateway.access;

import dev.sluice.jobstore.access.Caller;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Hands the authenticated [Caller] to a handler that has such a parameter.
final class CallerResolver implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binder) {
        var request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        var caller = Callers.find(request);
        if (caller == null) {
            throw ProblemType.UNAUTHENTICATED.because("Send an API key.");
        }
        return caller;
    }
}
