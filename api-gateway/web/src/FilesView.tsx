import { api } from "./api";
import { useLoading } from "./loading";
import { bytes, count } from "./words";

/** Of more files than this there is a sum; the API has them all. */
const MOST_SHOWN = 50;

export function FilesView({ id }: { id: string }) {
  const loading = useLoading(id, api.files);
  if (loading === null) {
    return <p className="facts">Loading…</p>;
  }
  if ("failed" in loading) {
    return <p className="problem">{loading.failed}</p>;
  }
  const files = loading.value;
  return (
    <div className="files">
      <p>
        {files.complete ? "Complete" : "Finished so far"}: {count(files.row_count)} rows,{" "}
        {bytes(files.byte_count)}, {files.format}
        {files.compression !== "none" && ` with ${files.compression}`}
        {files.parts.length > 1 && ` in ${count(files.parts.length)} files`}.
        {files.truncated && " The row limit left rows out."}
        {files.guarded_cells > 0 &&
          ` ${count(files.guarded_cells)} cells got an apostrophe, so that no spreadsheet runs them.`}
      </p>
      {files.notes.map((note) => (
        <p key={note} className="note">
          {note}
        </p>
      ))}
      <ul>
        {files.parts.slice(0, MOST_SHOWN).map((part) => (
          <li key={part.name}>
            <a className="download" href={part.url}>
              Download {part.name}
            </a>
            <span className="facts">
              {count(part.rows)} rows · {bytes(part.bytes)} · SHA-256{" "}
              <code title={part.sha256}>{part.sha256.slice(0, 12)}…</code>
            </span>
          </li>
        ))}
      </ul>
      {files.parts.length > MOST_SHOWN && (
        <p className="facts">
          and {count(files.parts.length - MOST_SHOWN)} more; <code>./sluice follow {id} --out DIR</code>{" "}
          fetches and checks all of them.
        </p>
      )}
    </div>
  );
}
