import { Chart } from "./Chart";
import { type Job, type Result, api } from "./api";
import { useLoading } from "./loading";
import { cell } from "./words";

const NUMERIC = new Set(["int2", "int4", "int8", "numeric", "float4", "float8"]);

export function AnalysisView({ id, onAsked }: { id: string; onAsked: (job: Job) => void }) {
  const loading = useLoading(id, api.result);
  if (loading === null) {
    return <p className="facts">Loading…</p>;
  }
  if ("failed" in loading) {
    return <p className="problem">{loading.failed}</p>;
  }
  const result = loading.value;
  return (
    <>
      <p className="answer">{result.answer}</p>
      {result.visualization && <Chart visualization={result.visualization} />}
      {result.key_insights.length > 0 && (
        <ul className="insights">
          {result.key_insights.map((insight) => (
            <li key={insight}>{insight}</li>
          ))}
        </ul>
      )}
      {result.rows.length > 0 && <Table result={result} />}
      <p className="facts">
        {result.basis.engine === "rules" ? "By rules" : `By ${result.basis.engine}`}, confidence{" "}
        {Math.round(result.confidence * 100)} %
        {result.basis.tables.length > 0 && `, from ${result.basis.tables.join(", ")}`}
        {result.basis.assumptions.length > 0 && `. ${result.basis.assumptions.join(" ")}`}
      </p>
      {result.follow_ups.length > 0 && (
        <div className="follow-ups">
          {result.follow_ups.map((question) => (
            <button
              key={question}
              type="button"
              className="quiet"
              onClick={() => void api.ask(question).then(onAsked)}
            >
              {question}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

function Table({ result }: { result: Result }) {
  const numeric = result.columns.map((column) => NUMERIC.has(column.type));
  return (
    <div className="table">
      <table>
        <thead>
          <tr>
            {result.columns.map((column, i) => (
              <th key={`${column.name}-${i}`} className={numeric[i] ? "number" : ""}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {result.rows.map((row, r) => (
            <tr key={r}>
              {row.map((value, i) => (
                <td key={i} className={numeric[i] ? "number" : ""}>
                  {cell(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {result.truncated && <p className="facts">There are more rows than are shown.</p>}
    </div>
  );
}
