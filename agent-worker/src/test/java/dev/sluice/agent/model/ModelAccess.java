package dev.sluice.agent.model;

import dev.sluice.fixtures.ScriptedModel;
import java.time.Duration;

/// How a worker is told of a scripted model.
public final class ModelAccess {
    private ModelAccess() {}

    public static ModelProperties to(ScriptedModel model) {
        return to(model, Duration.ofSeconds(10));
    }

    public static ModelProperties to(ScriptedModel model, Duration timeout) {
        return new ModelProperties(model.url(), ScriptedModel.KEY, "scripted", timeout, null);
    }
}
