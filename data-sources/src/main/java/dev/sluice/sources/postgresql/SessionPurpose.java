package dev.sluice.sources.postgresql;

/// What a connection is opened for.
enum SessionPurpose {
    /// Short statements whose whole result is held in memory.
    ANSWERS(64L << 20, "5s"),
    /// One COPY of any size.
    EXPORT(0, "30s");

    private final long maxResultBytes;
    private final String lockTimeout;

    SessionPurpose(long maxResultBytes, String lockTimeout) {
        this.maxResultBytes = maxResultBytes;
        this.lockTimeout = lockTimeout;
    }

    /// 0 for no limit.
    long maxResultBytes() {
        return maxResultBytes;
    }

    String lockTimeout() {
        return lockTimeout;
    }
}
