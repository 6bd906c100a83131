package dev.sluice.outbound.http;

import static dev.sluice.outbound.http.OutboundClient.since;

import dev.sluice.outbound.target.Target;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/// One request and its answer over a connection of their own.
final class Exchange {
    /// Interim answers (1xx) that may come before the answer.
    private static final int MOST_INTERIM = 8;

    private final JudgedConnection connection;
    private final SSLContext tls;
    private final Limits limits;
    private final long started;

    Exchange(JudgedConnection connection, SSLContext tls, Limits limits, long started) {
        this.connection = connection;
        this.tls = tls;
        this.limits = limits;
        this.started = started;
    }

    Outcome run(OutboundRequest request) {
        try {
            return exchange(connection.open(tls), request);
        } catch (IOException | HttpException e) {
            return Failures.outcome(e, connection.isCut(), since(started));
        }
    }

    private Outcome exchange(Socket socket, OutboundRequest request)
            throws IOException, HttpException {
        var http =
                new DefaultBHttpClientConnection(
                        Http1Config.custom()
                                .setMaxLineLength(limits.headerBytes())
                                .setMaxHeaderCount(limits.headers())
                                .setMaxEmptyLineCount(2)
                                .build());
        http.bind(socket);
        var message = message(request, connection.target());
        http.sendRequestHeader(message);
        http.sendRequestEntity(message);
        http.flush();
        var response = answer(http);
        var answered = since(started);
        if (mayHaveBody(request, response)) {
            http.receiveResponseEntity(response);
        }
        return answered(response, answered);
    }

    private static ClassicHttpRequest message(OutboundRequest request, Target target) {
        // without the empty host a path of //a would be read as one
        var message = new BasicClassicHttpRequest(request.method(), (HttpHost) null, target.path());
        message.addHeader(HttpHeaders.HOST, target.authority());
        message.addHeader(HttpHeaders.CONNECTION, "close");
        request.headers().forEach(message::addHeader);
        if (!message.containsHeader(HttpHeaders.USER_AGENT)) {
            message.addHeader(HttpHeaders.USER_AGENT, "Sluice");
        }
        if (request.body().length > 0 || !request.method().equals("GET")) {
            message.addHeader(HttpHeaders.CONTENT_LENGTH, request.body().length);
            message.setEntity(new ByteArrayEntity(request.body(), null));
        }
        return message;
    }

    private static ClassicHttpResponse answer(DefaultBHttpClientConnection http)
            throws IOException, HttpException {
        for (var i = 0; i <= MOST_INTERIM; i++) {
            var response = http.receiveResponseHeader();
            if (response.getCode() >= HttpStatus.SC_SUCCESS) {
                return response;
            }
        }
        throw new HttpException("no answer behind " + MOST_INTERIM + " interim ones");
    }

    private static boolean mayHaveBody(OutboundRequest request, ClassicHttpResponse response) {
        var status = response.getCode();
        return !request.method().equals("HEAD")
                && status != HttpStatus.SC_NO_CONTENT
                && status != HttpStatus.SC_NOT_MODIFIED;
    }

    private Outcome answered(ClassicHttpResponse response, Duration answered) {
        var excerpt = Excerpt.of(response.getEntity(), limits.bodyBytes());
        return new Outcome.Answered(
                response.getCode(),
                headers(response),
                excerpt.bytes(),
                excerpt.cut(),
                answered,
                since(started));
    }

    private static Map<String, List<String>> headers(ClassicHttpResponse response) {
        var headers = new LinkedHashMap<String, List<String>>();
        for (var header : response.getHeaders()) {
            headers.computeIfAbsent(
                            header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        return headers;
    }
}
