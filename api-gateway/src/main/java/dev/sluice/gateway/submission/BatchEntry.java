package dev.sluice.gateway.submission;

import dev.sluice.gateway.web.Fields;
import dev.sluice.jobstore.submission.NewJob;
import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.util.List;
import java.util.function.Function;

/// One of the jobs of a batch: the body of a submission and its `type`.
sealed interface BatchEntry {
    NewJob judge(String tenant, SubmissionService submissions);

    record Analysis(AnalysisSubmission submission) implements BatchEntry {
        @Override
        public NewJob judge(String tenant, SubmissionService submissions) {
            return submissions.judge(tenant, submission);
        }
    }

    record Export(ExportSubmission submission) implements BatchEntry {
        @Override
        public NewJob judge(String tenant, SubmissionService submissions) {
            return submissions.judge(tenant, submission);
        }
    }

    static BatchEntry read(Fields fields) {
        return kind(fields).apply(fields);
    }

    /// Without its type nothing can be said about the other fields.
    private static Function<Fields, BatchEntry> kind(Fields fields) {
        return switch (fields.word("type", List.of("analysis", "export"))) {
            case "analysis" -> known -> new Analysis(AnalysisSubmission.read(known));
            case "export" -> known -> new Export(ExportSubmission.read(known));
            case null, default -> throw withoutType();
        };
    }

    private static RuntimeException withoutType() {
        var detail = "must be one of \"analysis\", \"export\"";
        return Problem.of(ProblemType.VALIDATION_FAILED, "/type " + detail + ".")
                .withErrors(List.of(new FieldError("/type", detail)))
                .toException();
    }
}
