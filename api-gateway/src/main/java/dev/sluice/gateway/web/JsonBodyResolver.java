package dev.sluice.gateway.web;

import dev.sluice.model.Json;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;

/// Reads a [JsonBody]: limited in size, strictly JSON, and JSON by its media type.
final class JsonBodyResolver implements HandlerMethodArgumentResolver {
    private final int limit;

    /// @param limit bytes
    JsonBodyResolver(int limit) {
        this.limit = limit;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == JsonBody.class;
    }

    @Override
    public JsonBody resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binder)
            throws IOException {
        var request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        if (request.getContentLengthLong() > limit) {
            throw tooLarge();
        }
        if (request.getContentLengthLong() > 0) {
            requireJson(request.getContentType());
        }
        var bytes = request.getInputStream().readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw tooLarge();
        }
        if (bytes.length == 0) {
            return new JsonBody(null);
        }
        requireJson(request.getContentType());
        return parse(bytes);
    }

    private static JsonBody parse(byte[] bytes) {
        try {
            return new JsonBody(Json.strictMapper().readTree(bytes));
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw ProblemType.MALFORMED_JSON.because(
                    "The body is not valid JSON"
                            + (at == null
                                    ? "."
                                    : " at line %d, column %d: %s"
                                            .formatted(
                                                    at.getLineNr(),
                                                    at.getColumnNr(),
                                                    e.getOriginalMessage())));
        }
    }

    private static void requireJson(@Nullable String contentType) {
        if (contentType == null || !isJson(contentType)) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because("Send the body as application/json.");
        }
    }

    private static boolean isJson(String contentType) {
        try {
            var type = MediaType.parseMediaType(contentType);
            return type.getType().equals("application")
                    && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private RuntimeException tooLarge() {
        return ProblemType.PAYLOAD_TOO_LARGE.because(
                "The body may have at most " + limit + " bytes.");
    }
}
