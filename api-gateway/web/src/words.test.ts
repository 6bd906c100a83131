import { describe, expect, it } from "vitest";
import { type Job, exportBody } from "./api";
import { reduceJobs } from "./jobs";
import { about, bytes, cell, doing, duration, failures, filesDone, whyItWaits } from "./words";

const JOB: Job = {
  id: "job_1",
  type: "export",
  state: "queued",
  stage: null,
  attempt: 0,
  failures: 0,
  retry_of: null,
  question: null,
  sql: "SELECT 1",
  source: "retail",
  progress: null,
  waiting_for: "capacity",
  cancel_requested: false,
  created_at: "2026-11-20T10:00:00.000Z",
  started_at: null,
  finished_at: null,
  error: null,
};

describe("words", () => {
  it("says sizes and times as people do", () => {
    expect(bytes(999)).toBe("999 B");
    expect(bytes(1_409_286_144)).toBe("1.4 GB");
    expect(duration(0.2)).toBe("under a second");
    expect(duration(125)).toBe("2 min 5 s");
  });

  it("tells a null from an empty text", () => {
    expect(cell(null)).toBe("–");
    expect(cell("")).toBe("");
  });

  it("says why a job waits, and that a cancelled one is stopping", () => {
    expect(doing(JOB)).toBe("waits for a free worker");
    expect(doing({ ...JOB, state: "running", stage: "exporting", cancel_requested: true })).toBe(
      "stopping",
    );
  });
});

describe("waiting", () => {
  it("has a sentence for every reason, and none for a job that runs", () => {
    for (const reason of ["capacity", "tenant_share", "quota", "dispatch", "backoff"]) {
      expect(whyItWaits({ ...JOB, waiting_for: reason })).toMatch(/\.$/);
      expect(doing({ ...JOB, waiting_for: reason })).not.toBe("");
    }
    expect(whyItWaits({ ...JOB, state: "running" })).toBe("");
  });

  it("says what a job is about and how often it failed", () => {
    expect(about(JOB)).toBe("SELECT 1");
    expect(about({ ...JOB, type: "bulk_action", sql: null })).toBe("Bulk action on jobs");
    expect(failures(1)).toBe("failed once");
    expect(failures(5)).toBe("failed 5 times");
  });
});

describe("exports", () => {
  it("guards text against being run by a spreadsheet, and only text", () => {
    expect(exportBody("q", "csv")).toEqual({
      question: "q",
      format: "csv",
      options: { formula_guard: true },
    });
    expect(exportBody("q", "tsv").options).toEqual({ formula_guard: true });
    expect(exportBody("q", "xlsx")).toEqual({ question: "q", format: "xlsx" });
    expect(exportBody("q", "parquet")).toEqual({ question: "q", format: "parquet" });
  });

  it("says how many files are done", () => {
    expect(filesDone([{ finished: true }, { finished: false }])).toBe(
      "1 of the last 2 files finished",
    );
  });
});

describe("jobs", () => {
  it("keeps the newest first and each once", () => {
    const newer = { ...JOB, id: "job_2", created_at: "2026-11-20T11:00:00.000Z" };
    let jobs = reduceJobs([JOB], { kind: "changed", job: newer });
    jobs = reduceJobs(jobs, { kind: "changed", job: { ...JOB, state: "running" } });
    expect(jobs.map((job) => [job.id, job.state])).toEqual([
      ["job_2", "queued"],
      ["job_1", "running"],
    ]);
  });

  it("changes only the progress of the job it is about", () => {
    const progress = { rows: 5, bytes: 9, estimated_rows: 10, fraction: 0.5, eta_seconds: 1 };
    expect(reduceJobs([JOB], { kind: "progressed", id: "job_1", progress })[0]?.progress).toEqual(
      progress,
    );
    expect(reduceJobs([JOB], { kind: "progressed", id: "job_9", progress })[0]?.progress).toBeNull();
  });
});
