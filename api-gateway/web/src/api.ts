/** The public API as far as this page uses it. The session cookie travels by itself. */

export type JobState =
  | "queued"
  | "running"
  | "awaiting_review"
  | "needs_input"
  | "succeeded"
  | "failed"
  | "cancelled"
  | "expired";

export interface Progress {
  rows: number;
  bytes: number;
  estimated_rows: number | null;
  fraction: number | null;
  eta_seconds: number | null;
  rows_per_second?: number | null;
  parts?: { name: string; rows: number; bytes: number; finished: boolean }[] | null;
}

/** Of a bulk action, in jobs. */
export interface BulkProgress {
  done: number;
  total: number;
  failed: number;
}

export interface Problem {
  title: string;
  detail: string;
  code: string;
  class: string;
  suggestions?: string[];
  errors?: { pointer: string; detail: string }[];
}

export interface Job {
  id: string;
  type: "analysis" | "export" | "bulk_action";
  state: JobState;
  stage: string | null;
  attempt: number;
  failures: number;
  retry_of: string | null;
  question: string | null;
  sql: string | null;
  source: string | null;
  progress: Progress | BulkProgress | null;
  waiting_for: string | null;
  cancel_requested: boolean;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  error: Problem | null;
}

export interface Attempt {
  attempt: number;
  worker: string;
  started_at: string;
  finished_at: string | null;
  outcome: string | null;
  error: Problem | null;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface Session {
  tenant: string;
  scopes: string[];
}

export interface Visualization {
  type: string;
  labels: string[];
  datasets: { label: string; data: (number | null)[] }[];
}

export interface Result {
  answer: string;
  visualization: Visualization | null;
  sql: string | null;
  columns: { name: string; type: string }[];
  rows: unknown[][];
  row_count: number;
  truncated: boolean;
  key_insights: string[];
  follow_ups: string[];
  confidence: number;
  basis: { engine: string; tables: string[]; assumptions: string[]; as_of: string };
}

export interface Files {
  format: string;
  compression: string;
  complete: boolean;
  truncated: boolean;
  row_count: number;
  byte_count: number;
  guarded_cells: number;
  notes: string[];
  parts: { name: string; rows: number; bytes: number; sha256: string; url: string }[];
}

export const FORMATS = ["csv", "tsv", "jsonl", "parquet", "arrow", "xlsx"] as const;
export type Format = (typeof FORMATS)[number];

/** The body of an export from this page: people open these files in spreadsheets. */
export function exportBody(question: string, format: Format) {
  const guarded = format === "csv" || format === "tsv";
  return guarded
    ? { question, format, options: { formula_guard: true } }
    : { question, format };
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | null,
  ) {
    super(problem?.detail ?? `The server answered with status ${status}.`);
  }
}

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(path, { credentials: "same-origin", ...init });
  if (!answer.ok) {
    const isProblem = answer.headers.get("content-type")?.includes("problem+json");
    throw new ApiError(answer.status, isProblem ? ((await answer.json()) as Problem) : null);
  }
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

function post<T>(path: string, body?: unknown): Promise<T> {
  return call<T>(path, {
    method: "POST",
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

export const api = {
  signIn: (key: string) =>
    call<unknown>("/v1/session", { method: "POST", headers: { authorization: `Bearer ${key}` } }),
  session: () => call<Session>("/v1/session"),
  signOut: () => call<void>("/v1/session", { method: "DELETE" }),
  jobs: () => call<Page<Job>>("/v1/jobs?limit=100").then((page) => page.items),
  deadLetters: (limit: number) => call<Page<Job>>(`/v1/dead-letters?limit=${limit}`),
  redrive: (id: string) => post<Job>(`/v1/dead-letters/${id}/redrive`),
  attempts: (id: string) =>
    call<Page<Attempt>>(`/v1/jobs/${id}/attempts`).then((page) => page.items),
  ask: (question: string) => post<Job>("/v1/analyses", { question }),
  export: (question: string, format: Format) =>
    post<Job>("/v1/exports", exportBody(question, format)),
  cancel: (id: string) => post<Job>(`/v1/jobs/${id}/cancel`),
  result: (id: string) => call<Result>(`/v1/jobs/${id}/result`),
  files: (id: string) => call<Files>(`/v1/jobs/${id}/files`),
};
