import { useEffect, useState } from "react";
import { Ask } from "./Ask";
import { DeadLetters } from "./DeadLetters";
import { JobRow } from "./JobRow";
import { SignIn } from "./SignIn";
import { type Job, api } from "./api";
import { type Connection, useJobs } from "./jobs";

const CONNECTION: Record<Connection, string> = {
  connecting: "connecting",
  live: "live",
  lost: "connection lost, trying again",
  "signed-out": "signed out",
};

/** What the key of this session may do; nothing until that is known. */
function useScopes(signedIn: boolean): string[] {
  const [scopes, setScopes] = useState<string[]>([]);
  useEffect(() => {
    if (signedIn) {
      api.session().then(
        (session) => setScopes(session.scopes),
        () => undefined, // asked again with the next connection
      );
    }
  }, [signedIn]);
  return scopes;
}

/** Another text whenever a job has failed or is tried again. */
function endings(jobs: Job[]): string {
  return jobs
    .filter((job) => job.state === "failed" || job.retry_of !== null)
    .map((job) => job.id)
    .join();
}

export function App() {
  const { jobs, connection, reconnect, show } = useJobs();
  const [open, setOpen] = useState<string | null>(null);
  const scopes = useScopes(connection === "live");

  if (connection === "signed-out") {
    return <SignIn onSignedIn={reconnect} />;
  }
  return (
    <div className="page">
      <header className="bar">
        <h1>
          <img src="/icon.svg" alt="" width="28" height="28" /> Sluice
        </h1>
        <span className={`connection ${connection}`} role="status">
          {CONNECTION[connection]}
        </span>
        <button
          type="button"
          className="quiet"
          onClick={() => void api.signOut().finally(reconnect)}
        >
          Sign out
        </button>
      </header>
      <main>
        <Ask
          onAsked={(job) => {
            show(job);
            setOpen(job.id);
          }}
        />
        {scopes.includes("jobs:read") && (
          <DeadLetters
            changed={endings(jobs)}
            mayRedrive={scopes.includes("jobs:write")}
            onRedriven={show}
          />
        )}
        <h2>Jobs</h2>
        {jobs.length === 0 ? (
          <p className="empty">
            {connection === "live"
              ? "No jobs yet. Ask a question above, or submit an export by the API."
              : "Loading…"}
          </p>
        ) : (
          <ul className="jobs">
            {jobs.map((job) => (
              <JobRow
                key={job.id}
                job={job}
                open={open === job.id}
                onToggle={() => setOpen(open === job.id ? null : job.id)}
                onAsked={(next) => {
                  show(next);
                  setOpen(next.id);
                }}
              />
            ))}
          </ul>
        )}
      </main>
    </div>
  );
}
