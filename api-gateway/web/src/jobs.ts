import { useCallback, useEffect, useReducer, useState } from "react";
import { ApiError, api, type Job, type Progress } from "./api";

const KEPT = 200;

type Change =
  | { kind: "listed"; jobs: Job[] }
  | { kind: "changed"; job: Job }
  | { kind: "progressed"; id: string; progress: Progress };

/** Newest first; an event about a job that is not shown yet puts it in its place. */
export function reduceJobs(jobs: Job[], change: Change): Job[] {
  switch (change.kind) {
    case "listed":
      return change.jobs;
    case "changed": {
      const others = jobs.filter((job) => job.id !== change.job.id);
      return [...others, change.job]
        .sort((a, b) => b.created_at.localeCompare(a.created_at) || b.id.localeCompare(a.id))
        .slice(0, KEPT);
    }
    case "progressed":
      return jobs.map((job) =>
        job.id === change.id ? { ...job, progress: change.progress } : job,
      );
  }
}

export type Connection = "connecting" | "live" | "signed-out" | "lost";

/** The jobs of the tenant, kept up to date by the event stream. */
export function useJobs() {
  const [jobs, change] = useReducer(reduceJobs, []);
  const [connection, setConnection] = useState<Connection>("connecting");
  const [session, setSession] = useState(0);

  const list = useCallback(async () => {
    try {
      change({ kind: "listed", jobs: await api.jobs() });
      return true;
    } catch (error) {
      const signedOut = error instanceof ApiError && error.status === 401;
      setConnection(signedOut ? "signed-out" : "lost");
      return false;
    }
  }, []);

  useEffect(() => {
    let stream: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let closed = false;

    const open = async () => {
      // The stream first, then the list: nothing can happen unseen between the two
      stream = new EventSource("/v1/events");
      stream.addEventListener("open", () => {
        void list().then((listed) => listed && setConnection("live"));
      });
      stream.addEventListener("state", (event) => {
        change({ kind: "changed", job: JSON.parse(event.data).job as Job });
      });
      stream.addEventListener("progress", (event) => {
        const data = JSON.parse(event.data) as { job_id: string; progress: Progress };
        change({ kind: "progressed", id: data.job_id, progress: data.progress });
      });
      stream.addEventListener("resync", () => void list());
      stream.addEventListener("error", () => {
        const gone = stream?.readyState === EventSource.CLOSED;
        setConnection((now) => (now === "signed-out" ? now : "lost"));
        if (gone && !closed) {
          void list().then((listed) => {
            if (listed) {
              retry = setTimeout(() => void open(), 2000);
            }
          });
        }
      });
    };

    void list().then((listed) => {
      if (listed && !closed) {
        void open();
      }
    });
    return () => {
      closed = true;
      clearTimeout(retry);
      stream?.close();
    };
  }, [list, session]);

  // Without a stream nobody tells us that the server is back
  useEffect(() => {
    if (connection !== "lost") {
      return;
    }
    const timer = setTimeout(() => setSession((n) => n + 1), 3000);
    return () => clearTimeout(timer);
  }, [connection, session]);

  const reconnect = useCallback(() => {
    setConnection("connecting");
    setSession((n) => n + 1);
  }, []);

  const show = useCallback((job: Job) => change({ kind: "changed", job }), []);
  return { jobs, connection, reconnect, show };
}
