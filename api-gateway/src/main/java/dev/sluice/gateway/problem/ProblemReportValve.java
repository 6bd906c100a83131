package dev.sluice.gateway.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// Answers what Tomcat refuses before any filter runs, such as a broken request line. Public, because
/// Tomcat makes it by name.
public final class ProblemReportValve extends ErrorReportValve {
    private static final int FIRST_ERROR_STATUS = 400;

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() < FIRST_ERROR_STATUS
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        try {
            ProblemWriter.write(response.getResponse(), Problems.ofStatus(response.getStatus()));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("The client has gone", e);
        }
    }
}
