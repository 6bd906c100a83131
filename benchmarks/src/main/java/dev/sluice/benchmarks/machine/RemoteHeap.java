package dev.sluice.benchmarks.machine;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// The heap of another JVM on this machine.
public final class RemoteHeap implements AutoCloseable {
    private final JMXConnector connector;

    private RemoteHeap(JMXConnector connector) {
        this.connector = connector;
    }

    /// A process that this one has started, so what it sends is ours. Its management agent costs the other JVM some memory outside and inside its heap.
    @SuppressWarnings("BanJNDI")
    public static RemoteHeap of(long pid) {
        try {
            var machine = VirtualMachine.attach(Long.toString(pid));
            try {
                var address = machine.startLocalManagementAgent();
                return new RemoteHeap(JMXConnectorFactory.connect(new JMXServiceURL(address)));
            } finally {
                machine.detach();
            }
        } catch (IOException | AttachNotSupportedException e) {
            throw failure(e);
        }
    }

    /// Bytes that are left after a full collection, which this asks for.
    public long afterCollection() {
        try {
            var server = connector.getMBeanServerConnection();
            ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class).gc();
            return ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class).stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                    .sum();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static BenchmarkFailure failure(Exception cause) {
        return new BenchmarkFailure(
                "The heap of the worker cannot be seen: " + cause.getMessage(), cause);
    }
}
