package dev.sluice.outbound.target;

/// Why a target is refused.
///
/// @param detail a sentence for the one who named the target, which says what to change and nothing
///     that he did not write himself
public record Refusal(Rule rule, String detail) implements Reading {}
