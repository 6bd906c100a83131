package dev.sluice.jobstore.worker;

import java.util.ArrayList;
import java.util.List;

/// Raised once; calls whoever has asked to know, on a thread of its own each, because aborting may wait
/// for a network.
final class AbortSignal {
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean raised;

    synchronized boolean raised() {
        return raised;
    }

    synchronized AutoCloseable onRaise(Runnable abort) {
        if (raised) {
            Thread.startVirtualThread(abort);
        } else {
            listeners.add(abort);
        }
        return () -> withdraw(abort);
    }

    private synchronized void withdraw(Runnable abort) {
        listeners.remove(abort);
    }

    synchronized void raise() {
        if (!raised) {
            raised = true;
            listeners.forEach(Thread::startVirtualThread);
            listeners.clear();
        }
    }
}
