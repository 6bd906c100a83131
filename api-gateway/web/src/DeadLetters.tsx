import { useEffect, useState } from "react";
import { ApiError, type Attempt, type Job, api } from "./api";
import { useLoading } from "./loading";
import { about, clock, failures } from "./words";

/** Of more than these there is a sentence; the API has them all. */
const MOST_SHOWN = 50;

/** Few enough to be looked at at once. */
const SHOWN_OPEN = 3;

/**
 * Jobs that used up their failures, with the reason of the last. Nothing is shown where there are none.
 *
 * @param changed another value whenever the list may be another one
 */
export function DeadLetters(props: {
  changed: string;
  mayRedrive: boolean;
  onRedriven: (job: Job) => void;
}) {
  const [letters, setLetters] = useState<Job[]>([]);
  const [more, setMore] = useState(false);

  useEffect(() => {
    let current = true;
    api.deadLetters(MOST_SHOWN).then(
      (page) => {
        if (current) {
          setLetters(page.items);
          setMore(page.next_cursor !== null);
        }
      },
      () => undefined, // the list as it was is better than none
    );
    return () => {
      current = false;
    };
  }, [props.changed]);

  if (letters.length === 0) {
    return null;
  }
  return (
    <details className="dead-letters" open={letters.length <= SHOWN_OPEN}>
      <summary>
        <h2>Dead letters</h2>
        <span className="state failed">
          {letters.length}
          {more && " and more"}
        </span>
      </summary>
      <p className="facts">
        These jobs failed as often as a job may, and nobody tries them again until you do.
      </p>
      <ul className="jobs">
        {letters.map((job) => (
          <DeadLetter
            key={job.id}
            job={job}
            mayRedrive={props.mayRedrive}
            onRedriven={(next) => {
              setLetters((all) => all.filter((letter) => letter.id !== job.id));
              props.onRedriven(next);
            }}
          />
        ))}
      </ul>
      {more && (
        <p className="facts">
          There are more; <code>./sluice dead-letters</code> and the API have all of them.
        </p>
      )}
    </details>
  );
}

function DeadLetter(props: {
  job: Job;
  mayRedrive: boolean;
  onRedriven: (job: Job) => void;
}) {
  const { job } = props;
  const [open, setOpen] = useState(false);
  const [driving, setDriving] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  const redrive = async () => {
    setDriving(true);
    try {
      props.onRedriven(await api.redrive(job.id));
    } catch (error) {
      setWrong(error instanceof ApiError ? error.message : String(error));
      setDriving(false);
    }
  };

  return (
    <li className="job">
      <div className="summary">
        <button
          type="button"
          className="title"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <span className="what">{about(job)}</span>
          <span className="facts">
            {job.type}
            {job.source && ` · ${job.source}`} · {failures(job.failures)}
            {job.finished_at && ` · ${clock(job.finished_at)}`}
          </span>
        </button>
        {props.mayRedrive && (
          <button
            type="button"
            className="quiet"
            disabled={driving}
            onClick={() => void redrive()}
          >
            Drive again
          </button>
        )}
        <p className="reason">
          {job.error ? `${job.error.title}. ${job.error.detail}` : "No reason was kept."}
        </p>
      </div>
      {wrong && (
        <p className="problem" role="alert">
          {wrong}
        </p>
      )}
      {open && <Attempts id={job.id} />}
    </li>
  );
}

function Attempts({ id }: { id: string }) {
  const loading = useLoading(id, api.attempts);
  if (loading === null) {
    return <p className="facts detail">Loading…</p>;
  }
  if ("failed" in loading) {
    return <p className="problem">{loading.failed}</p>;
  }
  return (
    <div className="detail">
      <ol className="attempts">
        {loading.value.map((attempt) => (
          <li key={attempt.attempt} value={attempt.attempt}>
            {said(attempt)}
            <span className="facts">
              {clock(attempt.started_at)} · {attempt.worker}
            </span>
          </li>
        ))}
      </ol>
      <p className="facts">
        <code>{id}</code>
      </p>
    </div>
  );
}

function said(attempt: Attempt): string {
  return attempt.error?.detail ?? attempt.outcome?.replaceAll("_", " ") ?? "running";
}
