package dev.sluice.agent.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.sluice.agent.model.ModelFailure.Kind;
import dev.sluice.model.job.Cancellation;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A model behind the OpenAI chat completions protocol, through LangChain4j.
final class OpenAiLanguageModel implements LanguageModel {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /// A server that is busy for a moment gets one more chance; whoever waits for the answer is better
    /// served by the rules than by a third one.
    private static final Duration BEFORE_SECOND_CALL = Duration.ofSeconds(1);

    private final ChatModel chat;
    private final Duration timeout;

    /// Servers that know no schemas say so with 400; they are then asked in words only.
    private volatile boolean schemaRefused;

    OpenAiLanguageModel(ModelProperties properties) {
        this.timeout = properties.timeout();
        this.chat =
                OpenAiChatModel.builder()
                        .httpClientBuilder(BoundedHttpClient.builder().connectTimeout(CONNECT))
                        .baseUrl(Objects.requireNonNull(properties.baseUrl()))
                        // the library insists on a key where a local server wants none
                        .apiKey(properties.apiKey() == null ? "none" : properties.apiKey())
                        .modelName(Objects.requireNonNull(properties.name()))
                        .temperature(properties.temperature())
                        .timeout(timeout)
                        .maxRetries(0)
                        .strictJsonSchema(true)
                        .logRequests(false)
                        .logResponses(false)
                        .build();
    }

    @Override
    public String ask(
            List<Turn> conversation,
            ReplyShape shape,
            ModelSpending spending,
            Cancellation cancellation)
            throws ModelFailure {
        try {
            return text(reply(conversation, shape, spending, cancellation));
        } catch (BusyServer busy) {
            pause(cancellation);
            try {
                return text(reply(conversation, shape, spending, cancellation));
            } catch (BusyServer still) {
                throw new ModelFailure(Kind.UNAVAILABLE, still.words, still);
            }
        }
    }

    private ChatResponse reply(
            List<Turn> conversation,
            ReplyShape shape,
            ModelSpending spending,
            Cancellation cancellation)
            throws ModelFailure, BusyServer {
        var withSchema = !schemaRefused;
        try {
            return call(request(conversation, withSchema ? shape : null), spending, cancellation);
        } catch (InvalidRequestException e) {
            if (!withSchema) {
                throw new ModelFailure(Kind.UNAVAILABLE, "it does not accept the request", e);
            }
            schemaRefused = true;
            return reply(conversation, shape, spending, cancellation);
        }
    }

    private ChatResponse call(
            ChatRequest request, ModelSpending spending, Cancellation cancellation)
            throws ModelFailure, BusyServer {
        spending.called();
        var response = await(new FutureTask<>(() -> chat.chat(request)), cancellation);
        var usage = response.tokenUsage();
        if (usage != null) {
            spending.used(orZero(usage.inputTokenCount()), orZero(usage.outputTokenCount()));
        }
        return response;
    }

    /// On a thread of its own, so that a cancel request and a server that sends one byte a minute both
    /// end it: the HTTP client's own time limit ends with the headers.
    private ChatResponse await(FutureTask<ChatResponse> call, Cancellation cancellation)
            throws ModelFailure, BusyServer {
        Thread.ofVirtual().name("model-call").start(call);
        var handle = cancellation.onRequest(() -> call.cancel(true));
        try {
            return call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw late(e);
        } catch (ExecutionException e) {
            throw explain(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the model was working");
        } finally {
            call.cancel(true);
            close(handle);
        }
    }

    private ModelFailure explain(Throwable failure) throws BusyServer {
        return switch (failure) {
            case InvalidRequestException e -> throw e;
            case CancellationException e -> throw e;
            case RateLimitException e -> throw new BusyServer("it has too much to do (429)", e);
            case dev.langchain4j.exception.InternalServerException e ->
                    throw new BusyServer("it answered with status " + status(e, 500), e);
            case AuthenticationException e ->
                    new ModelFailure(Kind.UNAVAILABLE, "it does not accept the API key", e);
            case ModelNotFoundException e ->
                    new ModelFailure(
                            Kind.UNAVAILABLE, "nothing by that model's name is at its address", e);
            case TimeoutException e -> late(e);
            default -> connectionOrReply(failure);
        };
    }

    private ModelFailure connectionOrReply(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException e) {
                return new ModelFailure(
                        Kind.UNAVAILABLE, "it answered with status " + e.statusCode(), failure);
            }
            if (cause instanceof tools.jackson.core.JacksonException
                    || cause instanceof com.fasterxml.jackson.core.JacksonException) {
                return unusable("its reply is not what the protocol says", failure);
            }
            if (cause instanceof HttpTimeoutException
                    && !(cause instanceof HttpConnectTimeoutException)) {
                return late(failure);
            }
            if (cause instanceof IOException) {
                return new ModelFailure(Kind.UNAVAILABLE, "it cannot be reached", failure);
            }
        }
        return unusable("its reply is not what the protocol says", failure);
    }

    private ModelFailure late(Throwable cause) {
        return new ModelFailure(Kind.UNAVAILABLE, "no reply within " + words(timeout), cause);
    }

    private static ModelFailure unusable(String words, Throwable cause) {
        return new ModelFailure(Kind.UNUSABLE, words, cause);
    }

    private static String text(ChatResponse response) throws ModelFailure {
        var message = response.aiMessage();
        var text = message == null ? null : message.text();
        if (text == null || text.isBlank()) {
            throw new ModelFailure(Kind.UNUSABLE, "its reply is empty");
        }
        return text;
    }

    private static ChatRequest request(List<Turn> conversation, @Nullable ReplyShape shape) {
        var request =
                ChatRequest.builder()
                        .messages(conversation.stream().map(OpenAiLanguageModel::message).toList());
        if (shape != null) {
            request.responseFormat(
                    ResponseFormat.builder()
                            .type(ResponseFormatType.JSON)
                            .jsonSchema(shape.schema())
                            .build());
        }
        return request.build();
    }

    private static ChatMessage message(Turn turn) {
        return switch (turn.role()) {
            case SYSTEM -> SystemMessage.from(turn.text());
            case USER -> UserMessage.from(turn.text());
            case MODEL -> AiMessage.from(turn.text());
        };
    }

    private static void pause(Cancellation cancellation) {
        var cancelled = new CountDownLatch(1);
        var handle = cancellation.onRequest(cancelled::countDown);
        try {
            if (cancelled.await(BEFORE_SECOND_CALL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CancellationException("cancelled while waiting for the model");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for the model");
        } finally {
            close(handle);
        }
    }

    private static void close(AutoCloseable handle) {
        try {
            handle.close();
        } catch (Exception e) {
            throw new IllegalStateException("a cancellation could not be withdrawn", e);
        }
    }

    private static int status(Throwable failure, int otherwise) {
        return failure.getCause() instanceof HttpException e ? e.statusCode() : otherwise;
    }

    private static long orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    private static String words(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : duration.toMillis() + " ms";
    }

    private static final class BusyServer extends Exception {
        private final String words;

        BusyServer(String words, Throwable cause) {
            super(words, cause);
            this.words = words;
        }
    }
}
