import { useState } from "react";
import { Ask } from "./Ask";
import { JobRow } from "./JobRow";
import { SignIn } from "./SignIn";
import { api } from "./api";
import { type Connection, useJobs } from "./jobs";

const CONNECTION: Record<Connection, string> = {
  connecting: "connecting",
  live: "live",
  lost: "connection lost, trying again",
  "signed-out": "signed out",
};

export function App() {
  const { jobs, connection, reconnect, show } = useJobs();
  const [open, setOpen] = useState<string | null>(null);

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
