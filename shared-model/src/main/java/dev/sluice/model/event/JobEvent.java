package dev.sluice.model.event;

import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobProgress;
import dev.sluice.model.job.JobState;
import java.util.LinkedHashMap;
import java.util.Map;

/// Something that happened to a job. `type` is the SSE event's name, `fields` stand in its data beside
/// `job_id`, `sequence` and `at`.
public sealed interface JobEvent {
    String type();

    Map<String, Object> fields();

    record StateChanged(Job job) implements JobEvent {
        @Override
        public String type() {
            return "state";
        }

        @Override
        public Map<String, Object> fields() {
            return ordered("state", job.state(), "job", job);
        }
    }

    record Progressed(JobProgress progress) implements JobEvent {
        @Override
        public String type() {
            return "progress";
        }

        @Override
        public Map<String, Object> fields() {
            return ordered("progress", progress);
        }
    }

    record Thought(String content) implements JobEvent {
        @Override
        public String type() {
            return "thought";
        }

        @Override
        public Map<String, Object> fields() {
            return ordered("type", "thinking", "content", content);
        }
    }

    record SqlWritten(String sql, int attempt) implements JobEvent {
        @Override
        public String type() {
            return "sql";
        }

        @Override
        public Map<String, Object> fields() {
            return ordered("sql", sql, "attempt", attempt);
        }
    }

    /// @param url the API path of the result or the files, never a signed one
    /// @param size `small` or `large`
    record DataReady(String url, String size, String format) implements JobEvent {
        @Override
        public String type() {
            return "data";
        }

        @Override
        public Map<String, Object> fields() {
            return ordered("type", "data_ready", "url", url, "size", size, "format", format);
        }
    }

    record Failed(String message, String stage, String code) implements JobEvent {
        @Override
        public String type() {
            return "error";
        }

        @Override
        public Map<String, Object> fields() {
            return ordered("type", "error", "message", message, "stage", stage, "code", code);
        }
    }

    record Done(JobState state) implements JobEvent {
        @Override
        public String type() {
            return "done";
        }

        @Override
        public Map<String, Object> fields() {
            return ordered("type", "complete", "state", state);
        }
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
