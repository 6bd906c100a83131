import { useEffect, useState } from "react";

export type Loading<T> = { value: T } | { failed: string } | null;

/** Loads once per key; what an earlier key answers is thrown away. */
export function useLoading<T>(key: string, load: (key: string) => Promise<T>): Loading<T> {
  const [loading, setLoading] = useState<Loading<T>>(null);
  useEffect(() => {
    let wanted = true;
    load(key).then(
      (value) => wanted && setLoading({ value }),
      (error: unknown) =>
        wanted && setLoading({ failed: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [key, load]);
  return loading;
}
