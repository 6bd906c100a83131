package dev.sluice.model.job;

/// A queue that one kind of worker reads. The topic has one partition, so that every free worker sees
/// every record.
public enum Lane {
    ANALYZE("sluice.analyze"),
    EXPORT("sluice.export"),
    ANALYZE_CALLS("sluice.analyze-calls"),
    EXPORT_CALLS("sluice.export-calls");

    private final String topic;

    Lane(String topic) {
        this.topic = topic;
    }

    public String topic() {
        return topic;
    }
}
