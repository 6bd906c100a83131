package dev.sluice.jobstore.webhook;

/// Opens the queue of deliveries for a process that sends.
public interface DeliveryQueues {
    /// @param linkBase what is set before the links in bodies; empty for none
    DeliveryQueue open(DeliveryQueue.Limits limits, String linkBase);
}
