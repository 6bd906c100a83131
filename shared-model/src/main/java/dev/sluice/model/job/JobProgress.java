package dev.sluice.model.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// How far a job has come: [Progress] for analyses and exports, [BulkProgress] for bulk actions. In JSON
/// the fields tell them apart.
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION, defaultImpl = Progress.class)
@JsonSubTypes({@JsonSubTypes.Type(Progress.class), @JsonSubTypes.Type(BulkProgress.class)})
public sealed interface JobProgress permits Progress, BulkProgress {}
