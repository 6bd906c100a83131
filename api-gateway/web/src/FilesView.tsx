import { api } from "./api";
import { useLoading } from "./loading";
import { bytes, count } from "./words";

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
        Complete: {count(files.row_count)} rows, {bytes(files.byte_count)}, {files.format}
        {files.compression !== "none" && ` with ${files.compression}`}.
      </p>
      <ul>
        {files.parts.map((part) => (
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
    </div>
  );
}
