package dev.sluice.gateway.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the container forwards to when something called `sendError`.
@RestController
final class ProblemErrorController implements ErrorController {
    static final String PATH = "/error";

    @RequestMapping(PATH)
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var problem = status instanceof Integer code ? Problems.ofStatus(code) : null;
        ProblemWriter.write(response, problem != null ? problem : Problems.ofStatus(404));
    }
}
