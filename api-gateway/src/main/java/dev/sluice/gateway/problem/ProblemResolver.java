package dev.sluice.gateway.problem;

import dev.sluice.model.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/// Stands before Spring's own resolvers, so that every exception of a handler, and every request that
/// found none, is answered in one form.
final class ProblemResolver implements HandlerExceptionResolver, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Object handler,
            Exception thrown) {
        var answered = new ModelAndView();
        if (thrown instanceof IOException && response.isCommitted()) {
            LOG.debug("The client went away", thrown);
            return answered;
        }
        if (thrown instanceof HttpRequestMethodNotSupportedException e
                && e.getSupportedMethods() != null) {
            response.setHeader("Allow", String.join(", ", e.getSupportedMethods()));
        }
        if (thrown instanceof HttpMediaTypeNotSupportedException) {
            response.setHeader("Accept", "application/json");
        }
        return answer(response, answered, Problems.of(thrown));
    }

    private static ModelAndView answer(
            HttpServletResponse response, ModelAndView answered, Problem problem) {
        try {
            ProblemWriter.write(response, problem);
        } catch (IOException e) {
            // the client has gone; there is nobody left to tell
            return answered;
        }
        return answered;
    }
}
