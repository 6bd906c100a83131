package dev.sluice.gateway.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A supply that accounts take from and give back to, fairly without knowing how many will come: what
/// an account holds after taking is at most what is then free, so one alone gets half, the next half of
/// the rest. Who holds nothing may take whatever is free. (Choudhury and Hahne, "Dynamic Queue Length
/// Thresholds for Shared-Memory Packet Switches", 1998.)
final class FairShares {
    private final ReentrantLock lock = new ReentrantLock();

    /// Those that hold something or wait.
    private final Map<String, Account> accounts = new HashMap<>();

    private long free;

    FairShares(long supply) {
        free = supply;
    }

    /// Waits behind others of the same account, but never behind those of another.
    ///
    /// @return whether it was taken, within that time
    boolean take(String name, long amount, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var account = accounts.computeIfAbsent(name, _ -> new Account());
            var turn = lock.newCondition();
            account.waiting.add(turn);
            try {
                var left = patience.toNanos();
                while (!account.isFirst(turn) || !fits(account, amount)) {
                    if (left <= 0) {
                        return false;
                    }
                    left = turn.awaitNanos(left);
                }
                account.held += amount;
                free -= amount;
                return true;
            } finally {
                account.waiting.remove(turn);
                settle(name, account);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(Account account, long amount) {
        return account.held == 0 ? amount <= free : account.held + amount <= free - amount;
    }

    /// @param amount all of what was taken at once
    void giveBack(String name, long amount) {
        lock.lock();
        try {
            var account = accounts.get(name);
            if (account == null || account.held < amount) {
                throw new IllegalStateException(name + " does not hold " + amount);
            }
            account.held -= amount;
            free += amount;
            settle(name, account);
        } finally {
            lock.unlock();
        }
    }

    /// After a change: only the first of each account can be next, and a crowd behind it sleeps on.
    private void settle(String name, Account changed) {
        if (changed.held == 0 && changed.waiting.isEmpty()) {
            accounts.remove(name);
        }
        accounts.values().forEach(Account::wakeFirst);
    }

    private static final class Account {
        private final Queue<Condition> waiting = new ArrayDeque<>();
        private long held;

        private boolean isFirst(Condition turn) {
            return waiting.peek() == turn;
        }

        private void wakeFirst() {
            var first = waiting.peek();
            if (first != null) {
                first.signal();
            }
        }
    }
}
