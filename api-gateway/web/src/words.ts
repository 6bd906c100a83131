import type { Format, Job } from "./api";

const COUNT = new Intl.NumberFormat("en");
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export function count(value: number): string {
  return COUNT.format(value);
}

export function compact(value: number): string {
  return COMPACT.format(value);
}

export function bytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? size : size.toFixed(size < 10 ? 1 : 0)} ${units[unit]}`;
}

export function duration(seconds: number): string {
  if (seconds < 1) {
    return "under a second";
  }
  if (seconds < 60) {
    return `${Math.round(seconds)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min ${Math.round(seconds % 60)} s`;
  }
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How many of the files that are shown (the newest 100) are stored and whole. */
export function filesDone(parts: { finished: boolean }[]): string {
  const finished = parts.filter((part) => part.finished).length;
  return `${finished} of the last ${parts.length} files finished`;
}

export function clock(at: string): string {
  return new Date(at).toLocaleString(undefined, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
}

export const FORMAT_NAMES: Record<Format, string> = {
  csv: "CSV",
  tsv: "TSV",
  jsonl: "JSON Lines",
  parquet: "Parquet",
  arrow: "Arrow",
  xlsx: "Excel",
};

const WAITING: Record<string, string> = {
  capacity: "waits for a free worker",
  tenant_share: "waits for its turn",
  quota: "waits for another of its jobs to end",
  dispatch: "on its way to a worker",
  backoff: "tries again soon",
};

const WHY_IT_WAITS: Record<string, string> = {
  capacity: "It is next, and takes the first slot that a worker has free.",
  tenant_share: "Another tenant has had less of the workers so far, and is next.",
  quota: "As many jobs run as its tenant, or all tenants together, may run at once.",
  dispatch: "It has only just come, is on its way to a worker, or cannot be sent there now.",
  backoff: "An attempt failed, and the next one waits a while so that the cause can pass.",
};

/** Why a queued job waits, in a sentence. */
export function whyItWaits(job: Job): string {
  return job.state === "queued" ? (WHY_IT_WAITS[job.waiting_for ?? ""] ?? "") : "";
}

/** What a job is about: its question, its SQL, or what else it does. */
export function about(job: Job): string {
  return job.question ?? job.sql ?? (job.type === "bulk_action" ? "Bulk action on jobs" : job.id);
}

export function failures(times: number): string {
  return times === 1 ? "failed once" : `failed ${times} times`;
}

/** What a job is doing, in a few words beside its state. */
export function doing(job: Job): string {
  if (job.cancel_requested && job.state === "running") {
    return "stopping";
  }
  switch (job.state) {
    case "queued":
      return WAITING[job.waiting_for ?? ""] ?? "";
    case "running":
      return job.stage ?? "";
    case "awaiting_review":
      return "waits for a review of its SQL";
    case "needs_input":
      return "waits for an answer";
    case "failed":
      return job.error?.title ?? "";
    default:
      return "";
  }
}

export function took(job: Job): string {
  if (!job.started_at || !job.finished_at) {
    return "";
  }
  return duration((Date.parse(job.finished_at) - Date.parse(job.started_at)) / 1000);
}

/** A cell of a result as text; a database's null is not an empty text. */
export function cell(value: unknown): string {
  if (value === null || value === undefined) {
    return "–";
  }
  return typeof value === "number"
    ? count(value)
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
}
