package dev.sluice.standalone.start;

import dev.sluice.embedded.ServerStartException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.validation.FieldError;

/// Why the services did not start: in a sentence, where it is something that a person can change.
final class StartFailure {
    private StartFailure() {}

    /// The same failure, or the sentence that lies under it.
    static RuntimeException explained(RuntimeException failure) {
        var sentence = under(failure, ServerStartException.class);
        if (sentence.isPresent()) {
            return sentence.get();
        }
        return under(failure, BindValidationException.class)
                .map(StartFailure::wrongValues)
                .or(() -> under(failure, BindException.class).map(StartFailure::wrongValue))
                .or(() ->
                        under(failure, SQLException.class)
                                .map(e -> "The job database cannot be used: " + e.getMessage()))
                .<RuntimeException>map(text -> new ServerStartException(text, failure))
                .orElse(failure);
    }

    private static String wrongValues(BindValidationException refusal) {
        var errors = refusal.getValidationErrors();
        return errors.getAllErrors().stream()
                .map(error ->
                        error instanceof FieldError field
                                ? variable(errors.getName() + "." + field.getField())
                                        + " "
                                        + field.getDefaultMessage()
                                        + "."
                                : errors.getName() + ": " + error.getDefaultMessage() + ".")
                .sorted()
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String wrongValue(BindException refusal) {
        var reason = causes(refusal).reduce((_, deeper) -> deeper).orElse(refusal).getMessage();
        var property = refusal.getProperty();
        return property == null
                ? "The settings %s* cannot be used: %s"
                        .formatted(variable(refusal.getName() + "."), reason)
                : "%s cannot be used: %s"
                        .formatted(variable(property.getName().toString()), reason);
    }

    /// `sluice.database.poolSize` as the environment has it.
    private static String variable(String property) {
        return property.replaceAll("([a-z])([A-Z])", "$1_$2")
                .replaceAll("[.-]", "_")
                .toUpperCase(Locale.ROOT);
    }

    private static <T> Optional<T> under(Throwable failure, Class<T> type) {
        return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
