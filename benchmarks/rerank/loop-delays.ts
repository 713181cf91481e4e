/** Adds to `delays`, in milliseconds, how late each timer of a millisecond comes, until it is told to stop. */
export function collectDelays(delays: number[]): () => void {
  let last = performance.now();
  function look(): void {
    const now = performance.now();
    delays.push(Math.max(0, now - last - 1));
    last = now;
  }
  const timer = setInterval(look, 1);
  return () => {
    clearInterval(timer);
    look();
  };
}
