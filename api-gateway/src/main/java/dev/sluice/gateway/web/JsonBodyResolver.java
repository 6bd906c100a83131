package dev.sluice.gateway.web;

import dev.sluice.model.Json;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
import tools.jackson.core.exc.StreamConstraintsException;

/// Reads a [JsonBody]: limited in size, strictly JSON, and JSON by its media type.
final class JsonBodyResolver implements HandlerMethodArgumentResolver {
    private final BodyReader bodies;

    JsonBodyResolver(BodyReader bodies) {
        this.bodies = bodies;
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
            @Nullable WebDataBinderFactory binder) {
        var request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        if (request.getContentLengthLong() > 0) {
            requireJson(request.getContentType());
        }
        var bytes = bodies.read(request);
        if (bytes.length == 0) {
            return new JsonBody(null);
        }
        requireJson(request.getContentType());
        return parse(bytes);
    }

    private static JsonBody parse(byte[] bytes) {
        try {
            return new JsonBody(Json.strictMapper().readTree(text(bytes)));
        } catch (StreamConstraintsException e) {
            throw ProblemType.MALFORMED_JSON.because(
                    "The body is JSON beyond the limits: at most %d levels deep, %d tokens, and names and numbers of %d characters."
                            .formatted(
                                    Json.DEEPEST_INPUT,
                                    Json.MOST_INPUT_TOKENS,
                                    Json.LONGEST_INPUT_NAME));
        } catch (NumberFormatException e) {
            throw ProblemType.MALFORMED_JSON.because(
                    "The body holds a number that is beyond all limits.");
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

    /// Jackson reads UTF-8 more kindly than its standard allows: what others take for something else could
    /// pass them.
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw ProblemType.MALFORMED_JSON.because("The body is not valid UTF-8.");
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
}
