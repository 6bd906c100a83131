package dev.sluice.model.request;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What a worker is asked to do, as stored with the job.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AnalysisRequest.class, name = "analysis"),
    @JsonSubTypes.Type(value = ExportRequest.class, name = "export"),
    @JsonSubTypes.Type(value = BulkActionRequest.class, name = "bulk_action"),
    @JsonSubTypes.Type(value = DraftCall.class, name = "draft"),
    @JsonSubTypes.Type(value = ExamplesCall.class, name = "examples"),
    @JsonSubTypes.Type(value = EstimateCall.class, name = "estimate")
})
public sealed interface JobRequest
        permits AnalysisRequest,
                ExportRequest,
                BulkActionRequest,
                DraftCall,
                ExamplesCall,
                EstimateCall {}
