package dev.sluice.benchmarks.chaos.fault;

import dev.sluice.benchmarks.chaos.history.History;
import dev.sluice.benchmarks.chaos.rig.Member;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Starts again what has ended, as whoever runs containers does, and tells the history when it is ready.
/// What ended although nobody did anything to it is a finding.
public final class Supervisor implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final History history;
    private final List<Member> members;
    private final Set<Member> held = ConcurrentHashMap.newKeySet();
    private final Set<Member> starting = new HashSet<>();
    private volatile boolean running = true;
    private final Thread thread;

    /// @param members that run and are ready
    public Supervisor(History history, List<Member> members) {
        this.history = history;
        this.members = List.copyOf(members);
        this.thread = Thread.ofVirtual().name("supervisor").start(this::watch);
    }

    /// From here the member is the caller's: its end is no surprise, and nobody starts it.
    ///
    /// @return false where another fault has it
    boolean hold(Member member) {
        return held.add(member);
    }

    /// Where it has ended, it is started again.
    void release(Member member) {
        held.remove(member);
    }

    /// Whether all of them are ready.
    public synchronized boolean quiet() {
        return held.isEmpty() && starting.isEmpty() && members.stream().allMatch(Member::isAlive);
    }

    private void watch() {
        while (running) {
            members.stream().filter(member -> !held.contains(member)).forEach(this::look);
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private synchronized void look(Member member) {
        if (!running) {
            return;
        }
        if (!member.isAlive()) {
            // a service that does not reach its servers while it starts ends by itself
            history.line("ended")
                    .with("member", member.name())
                    .with("pid", member.pid())
                    .with("starting", starting.contains(member))
                    .write();
            starting.add(member);
            member.start();
            history.line("start").with("member", member.name()).with("pid", member.pid()).write();
        } else if (starting.contains(member) && member.isReady()) {
            starting.remove(member);
            history.line("ready").with("member", member.name()).with("pid", member.pid()).write();
        }
    }

    /// Called with the member held, before it is killed: its next end is not by itself.
    synchronized void expectEnd(Member member) {
        starting.add(member);
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
