package dev.sluice.benchmarks.chaos.rig;

/// A service of Sluice, as a process that its image runs.
public enum Role {
    GATEWAY("api-gateway", "dev.sluice.gateway.GatewayApplication", "224m"),
    AGENT("agent-worker", "dev.sluice.agent.AgentWorkerApplication", "192m"),
    EXPORT("export-worker", "dev.sluice.exports.ExportWorkerApplication", "288m");

    private final String module;
    private final String mainClass;
    private final String heap;

    Role(String module, String mainClass, String heap) {
        this.module = module;
        this.mainClass = mainClass;
        this.heap = heap;
    }

    String module() {
        return module;
    }

    String mainClass() {
        return mainClass;
    }

    String heap() {
        return heap;
    }
}
