package dev.sluice.jobstore.event;

import dev.sluice.model.Json;
import dev.sluice.model.message.JobNudge;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Tells every gateway that a job has new events, once they are committed. A nudge may be lost: whoever
/// waits also polls.
public final class Nudges {
    private static final String NO_JOB = "";

    private final Producer<String, String> kafka;
    private final List<Runnable> local = new CopyOnWriteArrayList<>();

    public Nudges(Producer<String, String> kafka) {
        this.kafka = kafka;
    }

    /// Runs `wake` in this process after each commit that changed a job.
    public void onLocalChange(Runnable wake) {
        local.add(wake);
    }

    private void wakeHere() {
        local.forEach(Runnable::run);
    }

    /// Wakes whichever process dispatches: what changed is no job, but a worker's slot.
    public void wakeEverywhere() {
        wakeHere();
        send(NO_JOB, 0);
    }

    void afterCommit(String jobId, long sequence) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException("an event is written in the transaction of its change");
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        wakeHere();
                        send(jobId, sequence);
                    }
                });
    }

    private void send(String jobId, long sequence) {
        var text = Json.write(new JobNudge(jobId, sequence));
        // Off the caller's thread: with the broker away, send() waits for its metadata
        Thread.startVirtualThread(
                () -> kafka.send(new ProducerRecord<>(JobNudge.TOPIC, jobId, text)));
    }
}
