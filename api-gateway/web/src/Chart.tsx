import type { Visualization } from "./api";
import { compact, count } from "./words";

const WIDTH = 720;
const HEIGHT = 240;
const MOST_BARS = 24;

/** A first, plain picture of the answer: one series as bars or a line, or a number. */
export function Chart({ visualization }: { visualization: Visualization }) {
  const series = visualization.datasets[0];
  if (!series || visualization.labels.length === 0) {
    return null;
  }
  const values = series.data.map((value) => value ?? 0);
  switch (visualization.type) {
    case "number":
      return <p className="big-number">{count(values[0] ?? 0)}</p>;
    case "line":
    case "area":
      return <Line labels={visualization.labels} values={values} label={series.label} />;
    case "bar":
    case "pie":
    case "histogram":
      return <Bars labels={visualization.labels} values={values} label={series.label} />;
    default:
      return null;
  }
}

interface Series {
  labels: string[];
  values: number[];
  label: string;
}

function Bars({ labels, values, label }: Series) {
  const most = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  return (
    <dl className="bars" aria-label={label}>
      {labels.slice(0, MOST_BARS).map((name, i) => (
        <div key={`${name}-${i}`}>
          <dt title={name}>{name}</dt>
          <dd>
            <span className="track" aria-hidden="true">
              <span style={{ width: `${(Math.abs(values[i] ?? 0) / most) * 100}%` }} />
            </span>
            <span>{compact(values[i] ?? 0)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Line({ labels, values, label }: Series) {
  const low = Math.min(0, ...values);
  const high = Math.max(...values, low + Number.MIN_VALUE);
  const x = (i: number) => (values.length === 1 ? WIDTH / 2 : (i * WIDTH) / (values.length - 1));
  const y = (value: number) => HEIGHT - ((value - low) / (high - low)) * HEIGHT;
  const path = values.map((value, i) => `${i ? "L" : "M"}${x(i)},${y(value)}`).join("");
  return (
    <figure className="line">
      <svg viewBox={`-8 -8 ${WIDTH + 16} ${HEIGHT + 16}`} role="img" aria-label={label}>
        <path className="fill" d={`${path}L${x(values.length - 1)},${HEIGHT}L${x(0)},${HEIGHT}Z`} />
        <path className="stroke" d={path} />
        {values.length <= 60 &&
          values.map((value, i) => (
            <circle key={labels[i] ?? i} cx={x(i)} cy={y(value)} r={4}>
              <title>{`${labels[i]}: ${count(value)}`}</title>
            </circle>
          ))}
      </svg>
      <figcaption>
        <span>{labels[0]}</span>
        <span>
          {label}, up to {compact(high)}
        </span>
        <span>{labels.at(-1)}</span>
      </figcaption>
    </figure>
  );
}
