package dev.sluice.model.fault;

import java.util.function.Consumer;

/// Places before and after every durable step of a job's life, at which a test of faults can hold a
/// process still and kill it: kills at random hit such narrow windows too seldom. In production nobody
/// listens, and passing one costs a field read.
public enum PausePoint {
    ACCEPT_BEFORE_COMMIT,
    ACCEPT_AFTER_COMMIT,
    DISPATCH_BEFORE_MARK,
    DISPATCH_AFTER_MARK,
    DISPATCH_AFTER_SEND,
    CLAIM_BEFORE_COMMIT,
    CLAIM_AFTER_COMMIT,
    RUN_AFTER_SQL,
    PART_BEFORE_UPLOAD,
    PART_AFTER_UPLOAD,
    UPLOAD_BEFORE_COMPLETE,
    UPLOAD_AFTER_COMPLETE,
    MANIFEST_AFTER_WRITE,
    RESULT_BEFORE_COMMIT,
    RESULT_AFTER_COMMIT,
    REQUEUE_BEFORE_COMMIT,
    REQUEUE_AFTER_COMMIT,
    CANCEL_BEFORE_COMMIT,
    CANCEL_AFTER_COMMIT,
    SEQUENCE_BEFORE_COMMIT,
    SEQUENCE_AFTER_COMMIT,
    SWEEP_BEFORE_COMMIT,
    BULK_BEFORE_COMMIT,
    BULK_AFTER_COMMIT,
    DELETE_AFTER_OBJECTS,
    WEBHOOK_BEFORE_SEND,
    WEBHOOK_AFTER_SEND,
    WEBHOOK_AFTER_MARK;

    private static volatile Consumer<PausePoint> listener = point -> {};

    /// Whoever holds processes still; once, at the start.
    public static void listen(Consumer<PausePoint> listener) {
        PausePoint.listener = listener;
    }

    /// Called by the thread that takes the step.
    public void reached() {
        listener.accept(this);
    }
}
