package dev.sluice.gateway.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// Answers what Tomcat refuses before any filter runs, such as a broken request line. Public, because
/// Tomcat makes it by name.
public final class ProblemReportValve extends ErrorReportValve {
    private static final int FIRST_ERROR_STATUS = 400;

    /// What Tomcat says of transfer codings and versions of HTTP that it does not know. It is the client
    /// that can change them.
    private static final Set<Integer> CLIENTS_OWN = Set.of(501, 505);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() < FIRST_ERROR_STATUS
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        try {
            ProblemWriter.write(response.getResponse(), Problems.ofStatus(status(response)));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("The client has gone", e);
        }
    }

    private static int status(Response response) {
        var status = response.getStatus();
        return CLIENTS_OWN.contains(status) ? HttpServletResponse.SC_BAD_REQUEST : status;
    }
}
