import { type FormEvent, useState } from "react";
import { api } from "./api";

export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const [key, setKey] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await api.signIn(key.trim());
      onSignedIn();
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <form className="sign-in" onSubmit={(event) => void submit(event)}>
      <h1>
        <img src="/icon.svg" alt="" width="36" height="36" /> Sluice
      </h1>
      <label htmlFor="key">API key</label>
      <input
        id="key"
        type="password"
        autoComplete="current-password"
        placeholder="slc_…"
        value={key}
        onChange={(event) => setKey(event.target.value)}
        required
        autoFocus
      />
      {wrong && (
        <p className="problem" role="alert">
          {wrong}
        </p>
      )}
      <button type="submit">Sign in</button>
      <p className="hint">
        The first key was printed at the first start and is kept in the file <code>api-key</code> of
        the data directory.
      </p>
    </form>
  );
}
