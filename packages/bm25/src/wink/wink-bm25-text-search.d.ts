declare module 'wink-bm25-text-search' {
  interface WinkEngine {
    defineConfig(config: {
      fldWeights: Record<string, number>;
      bm25Params: { k1: number; b: number; k: number };
    }): void;
    definePrepTasks(tasks: ((terms: readonly string[]) => readonly string[])[]): void;
    addDoc(document: Record<string, readonly string[]>, id: string): void;
    consolidate(decimals: number): void;
    getDocs(): Record<string, { freq: Record<string, number> }>;
    getTokens(): Record<string, number>;
  }
  function createWinkEngine(): WinkEngine;
  export = createWinkEngine;
}
