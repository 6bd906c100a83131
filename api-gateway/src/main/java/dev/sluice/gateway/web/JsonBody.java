package dev.sluice.gateway.web;

import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A request's JSON body, well-formed but not yet judged. A controller's parameter of this type is read
/// from the request by [JsonBodyResolver].
public final class JsonBody {
    private final @Nullable JsonNode root;

    JsonBody(@Nullable JsonNode root) {
        this.root = root;
    }

    /// Reads an object with all complaints at once.
    ///
    /// @param reader asks for every field it knows; what it returns counts only without complaints
    public <T extends @Nullable Object> T read(Function<Fields, T> reader) {
        if (root == null) {
            throw ProblemType.MALFORMED_JSON.because("The body is empty; send a JSON object.");
        }
        if (!(root instanceof ObjectNode object)) {
            throw Problem.of(ProblemType.VALIDATION_FAILED, "The body must be a JSON object.")
                    .withErrors(List.of(new FieldError("", "must be an object")))
                    .toException();
        }
        var complaints = new Complaints();
        var fields = new Fields(object, "", complaints);
        var value = reader.apply(fields);
        fields.end();
        complaints.raise();
        return value;
    }

    /// For routes whose fields are all optional: an empty body is an empty object.
    public <T extends @Nullable Object> T readOptional(Function<Fields, T> reader) {
        return (root == null ? new JsonBody(JsonNodeFactory.instance.objectNode()) : this)
                .read(reader);
    }

    /// For routes that take nothing: an empty body or an empty object.
    public void requireNothing() {
        if (root != null) {
            read(fields -> true);
        }
    }

    /// SHA-256 of the canonical form, in which order of fields, white space and the spelling of numbers
    /// do not matter.
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(root));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
