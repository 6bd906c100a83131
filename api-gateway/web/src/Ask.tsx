import { type FormEvent, useState } from "react";
import { ApiError, type Job, api } from "./api";

export function Ask({ onAsked }: { onAsked: (job: Job) => void }) {
  const [question, setQuestion] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      onAsked(await api.ask(question.trim()));
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
      <button type="submit">Ask</button>
      {wrong && (
        <p className="problem" role="alert">
          {wrong}
        </p>
      )}
    </form>
  );
}
