package dev.sluice.gateway.access;

import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/// What a caller may see.
public final class Callers {
    private static final String ATTRIBUTE = Callers.class.getName();

    /// The value of `tenant=` that means every tenant.
    private static final String EVERY = "*";

    private Callers() {}

    static void remember(HttpServletRequest request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    /// Who sent it; null for the few requests that need no key.
    public static @Nullable Caller find(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? caller : null;
    }

    /// @throws dev.sluice.model.problem.ProblemException `missing_scope`
    public static void require(Caller caller, String scope) {
        if (!caller.has(scope)) {
            throw ProblemType.MISSING_SCOPE.because(
                    "This call needs a key with the scope " + scope + ".");
        }
    }

    /// The tenant whose ids the caller may name; null for any.
    public static @Nullable String reach(Caller caller) {
        return caller.has(Scopes.OPERATOR) ? null : caller.tenant();
    }

    /// The tenant whose things a list shows; null for every tenant.
    ///
    /// @param asked the parameter `tenant`, which only operators may use
    public static @Nullable String listed(Caller caller, @Nullable String asked) {
        if (asked == null) {
            return caller.tenant();
        }
        require(caller, Scopes.OPERATOR);
        return asked.equals(EVERY) ? null : asked;
    }
}
