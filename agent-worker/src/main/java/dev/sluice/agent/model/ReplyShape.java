package dev.sluice.agent.model;

import dev.langchain4j.model.chat.request.json.JsonSchema;

/// The JSON that a reply must have.
public record ReplyShape(JsonSchema schema) {}
