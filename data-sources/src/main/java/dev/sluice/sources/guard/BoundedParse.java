package dev.sluice.sources.guard;

import dev.sluice.model.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Select;

/// Parses and judges on a thread of its own, with a stack that fits the deepest statement let through
/// and a limit of time that ends a parser that backtracks without end.
final class BoundedParse {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final long STACK_BYTES = 32L << 20;

    private BoundedParse() {}

    static GuardedSql judge(Reduction reduction, Function<Select, GuardedSql> judge) {
        var parser =
                new CCJSqlParser(new StringProvider(reduction.parserText()))
                        .withAllowComplexParsing(true);
        var verdict = new CompletableFuture<GuardedSql>();
        Thread.ofPlatform()
                .name("sql-guard")
                .daemon()
                .stackSize(STACK_BYTES)
                .start(() -> {
                    try {
                        verdict.complete(judge.apply(parse(parser, reduction)));
                    } catch (StackOverflowError tooDeep) {
                        verdict.completeExceptionally(
                                Refusal.unsafe(1, "The statement is nested too deeply."));
                    } catch (Throwable other) {
                        verdict.completeExceptionally(other);
                    }
                });
        try {
            return verdict.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            parser.interrupted = true;
            throw Refusal.unsafe(
                    1, "The statement takes too long to parse; write it more plainly.");
        } catch (InterruptedException stopped) {
            parser.interrupted = true;
            Thread.currentThread().interrupt();
            throw new CompletionException(stopped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new CompletionException(failed.getCause());
        }
    }

    private static Select parse(CCJSqlParser parser, Reduction reduction) {
        Statement statement;
        try {
            statement = parser.Statement();
        } catch (ParseException wrong) {
            int column = wrong.currentToken == null ? 1 : wrong.currentToken.next.beginColumn;
            throw unparsable(reduction, reduction.at(column));
        } catch (RuntimeException wrong) {
            // the parser reports some texts so, without a place
            throw unparsable(reduction, reduction.token(0));
        }
        if (statement instanceof Select select) {
            return select;
        }
        throw Refusal.unsafe(1, "Only SELECT, WITH … SELECT, VALUES and TABLE are allowed.");
    }

    /// Text that cannot be parsed is still unsafe if it calls what is refused.
    private static ProblemException unparsable(Reduction reduction, Token near) {
        for (int i = 0; i + 1 < reduction.size(); i++) {
            Token token = reduction.token(i);
            boolean call =
                    reduction.shown(i) != null
                            && token.isFreeName()
                            && reduction.isSymbol(i + 1, "(");
            boolean named = reduction.isAnyWord(i - 1, "as", "with", "recursive", "from", "join");
            if (call
                    && !named
                    && !Keywords.isKeyword(token.text())
                    && !Functions.isAllowed(token.text())) {
                return Refusal.unsafe(
                        token,
                        "The function "
                                + token.text()
                                + " is not one of the allowed, side-effect-free functions.");
            }
            boolean relation =
                    reduction.isAnyWord(i - 1, "from", "join", "table") && token.isName();
            if (relation
                    && (token.text().startsWith("pg_")
                            || token.text().equals("information_schema"))) {
                return Refusal.unsafe(
                        token,
                        "System catalogs are refused; only the source's own tables may be read.");
            }
        }
        return Refusal.invalid(
                near.position(), "The statement could not be parsed near \"" + near.text() + "\".");
    }
}
