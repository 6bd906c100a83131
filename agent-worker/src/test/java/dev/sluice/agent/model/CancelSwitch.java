package dev.sluice.agent.model;

import dev.sluice.model.job.Cancellation;
import java.util.ArrayList;
import java.util.List;

/// A cancel request that a test makes.
public final class CancelSwitch implements Cancellation {
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean requested;

    @Override
    public synchronized boolean requested() {
        return requested;
    }

    @Override
    public synchronized AutoCloseable onRequest(Runnable abort) {
        if (requested) {
            Thread.startVirtualThread(abort);
        } else {
            listeners.add(abort);
        }
        return () -> withdraw(abort);
    }

    public synchronized void cancel() {
        requested = true;
        listeners.forEach(Thread::startVirtualThread);
        listeners.clear();
    }

    private synchronized void withdraw(Runnable abort) {
        listeners.remove(abort);
    }
}
