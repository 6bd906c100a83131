package dev.sluice.gateway.access;

import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Holds a handler's [Needs] against the caller's key.
final class ScopeInterceptor implements HandlerInterceptor {
    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            var needs = method.getMethodAnnotation(Needs.class);
            if (needs != null) {
                var caller = Callers.find(request);
                if (caller == null) {
                    throw ProblemType.UNAUTHENTICATED.because("Send an API key.");
                }
                Callers.require(caller, needs.value());
            }
        }
        return true;
    }
}
