package dev.sluice.outbound.target;

/// What a text is, read as a target.
public sealed interface Reading permits Target, Refusal {}
