/** Watches how late timers come while something else is at work. */
export interface LoopDelay {
  /** The longest delay in milliseconds since the watch began; ends it. */
  stop(): number;
}

export function watchLoop(): LoopDelay {
  let longest = 0;
  let last = performance.now();
  function look(): void {
    const now = performance.now();
    longest = Math.max(longest, now - last - 1);
    last = now;
  }
  const timer = setInterval(look, 1);
  return {
    stop() {
      clearInterval(timer);
      look();
      return longest;
    },
  };
}
