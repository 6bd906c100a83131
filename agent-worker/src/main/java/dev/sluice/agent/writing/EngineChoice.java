package dev.sluice.agent.writing;

/// Who may write the SQL.
public enum EngineChoice {
    /// The model where there is one, and the rules where it gives nothing that may run.
    AUTO,
    MODEL,
    RULES
}
