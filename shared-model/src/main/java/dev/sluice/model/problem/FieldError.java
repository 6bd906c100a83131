package dev.sluice.model.problem;

/// One wrong field of a request.
///
/// @param pointer JSON pointer (RFC 6901) into the body, such as `/options/delimiter`; for a query
///     parameter or header its name
public record FieldError(String pointer, String detail) {}
