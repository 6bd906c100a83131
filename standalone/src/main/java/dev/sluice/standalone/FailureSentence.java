package dev.sluice.standalone;

import dev.sluice.embedded.ServerStartException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// What a person did wrong is told in a sentence, what we did wrong with its stack.
final class FailureSentence implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof ServerStartException) {
            command.getErr().println(failure.getMessage());
        } else {
            failure.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
