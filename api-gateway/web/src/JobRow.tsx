import { AnalysisView } from "./AnalysisView";
import { FilesView } from "./FilesView";
import { type BulkProgress, type Job, type Progress, api } from "./api";
import {
  about,
  bytes,
  clock,
  count,
  doing,
  duration,
  filesDone,
  took,
  whyItWaits,
} from "./words";

const ENDED = new Set(["succeeded", "failed", "cancelled", "expired"]);

const KINDS: Record<Job["type"], string> = {
  analysis: "analysis",
  export: "export",
  bulk_action: "bulk action",
};

export function JobRow(props: {
  job: Job;
  open: boolean;
  onToggle: () => void;
  onAsked: (job: Job) => void;
}) {
  const { job, open, onToggle } = props;
  const running = job.state === "running";
  return (
    <li className="job">
      <div className="summary">
        <button type="button" className="title" aria-expanded={open} onClick={onToggle}>
          <span className="what">{about(job)}</span>
          <span className="facts">
            {KINDS[job.type]}
            {job.source && ` · ${job.source}`} · {clock(job.created_at)}
            {took(job) && ` · took ${took(job)}`}
          </span>
        </button>
        <span className={`state ${job.state}`}>{job.state.replace("_", " ")}</span>
        <span className="doing">{doing(job)}</span>
        {!ENDED.has(job.state) && (
          <button
            type="button"
            className="quiet"
            disabled={job.cancel_requested}
            onClick={() => void api.cancel(job.id)}
          >
            Cancel
          </button>
        )}
      </div>
      {running && job.progress && <ProgressLine progress={job.progress} />}
      {open && <Detail {...props} />}
    </li>
  );
}

function ProgressLine({ progress }: { progress: Progress | BulkProgress }) {
  if ("total" in progress) {
    return (
      <div className="progress">
        <progress
          value={progress.total > 0 ? progress.done / progress.total : undefined}
          max={1}
          aria-label="Progress"
        />
        <span>
          {count(progress.done)} of {count(progress.total)} jobs
          {progress.failed > 0 && ` · ${count(progress.failed)} could not be changed`}
        </span>
      </div>
    );
  }
  return (
    <div className="progress">
      <progress value={progress.fraction ?? undefined} max={1} aria-label="Progress" />
      <span>
        {count(progress.rows)} rows · {bytes(progress.bytes)}
        {progress.rows_per_second && ` · ${count(Math.round(progress.rows_per_second))} rows/s`}
        {progress.eta_seconds !== null && ` · ${duration(progress.eta_seconds)} left`}
        {progress.parts && progress.parts.length > 0 && ` · ${filesDone(progress.parts)}`}
      </span>
    </div>
  );
}

function Detail({ job, onAsked }: { job: Job; onAsked: (job: Job) => void }) {
  const why = whyItWaits(job);
  return (
    <div className="detail">
      {why && <p>{why}</p>}
      {job.error && (
        <div className="problem" role="alert">
          <strong>{job.error.title}.</strong> {job.error.detail}
          {job.error.suggestions && job.error.suggestions.length > 0 && (
            <ul>
              {job.error.suggestions.map((suggestion) => (
                <li key={suggestion}>{suggestion}</li>
              ))}
            </ul>
          )}
        </div>
      )}
      {job.state === "succeeded" && job.type === "analysis" && (
        <AnalysisView id={job.id} onAsked={onAsked} />
      )}
      {job.state === "succeeded" && job.type === "export" && <FilesView id={job.id} />}
      {job.sql && job.question && (
        <details className="sql">
          <summary>SQL</summary>
          <pre>{job.sql}</pre>
        </details>
      )}
      <p className="facts">
        <code>{job.id}</code>
        {job.attempt > 0 && ` · attempt ${job.attempt}`}
        {job.retry_of && (
          <>
            {" "}
            · tries <code>{job.retry_of}</code> again
          </>
        )}
      </p>
    </div>
  );
}
