import { type FormEvent, useState } from "react";
import { ApiError, FORMATS, type Format, type Job, api } from "./api";
import { FORMAT_NAMES } from "./words";

export function Ask({ onAsked }: { onAsked: (job: Job) => void }) {
  const [question, setQuestion] = useState("");
  const [format, setFormat] = useState<Format | "answer">("answer");
  const [wrong, setWrong] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const text = question.trim();
      onAsked(await (format === "answer" ? api.ask(text) : api.export(text, format)));
      setQuestion("");
      setWrong(null);
    } catch (error) {
      setWrong(error instanceof ApiError ? error.message : String(error));
    }
  };

  return (
    <form className="ask" onSubmit={(event) => void submit(event)}>
      <label className="visually-hidden" htmlFor="question">
        Question
      </label>
      <input
        id="question"
        value={question}
        onChange={(event) => setQuestion(event.target.value)}
        placeholder="Ask your data, or ask for it as a file"
        required
      />
      <label className="visually-hidden" htmlFor="format">
        Answer as
      </label>
      <select
        id="format"
        value={format}
        onChange={(event) => setFormat(event.target.value as Format | "answer")}
      >
        <option value="answer">Answer</option>
        <optgroup label="All rows as a file">
          {FORMATS.map((name) => (
            <option key={name} value={name}>
              {FORMAT_NAMES[name]}
            </option>
          ))}
        </optgroup>
      </select>
      <button type="submit">{format === "answer" ? "Ask" : "Export"}</button>
      {wrong && (
        <p className="problem" role="alert">
          {wrong}
        </p>
      )}
    </form>
  );
}
