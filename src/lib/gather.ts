/**
 * Makes one call of many: what is asked while the batch before is under way goes out together as the next one, at most `most` at a time.
 * `send` resolves to one outcome per item, in order; what it throws reaches everybody in the batch.
 */
export function createGather<In, Out>(
  send: (items: readonly In[]) => Promise<readonly Out[]>,
  { most }: { readonly most: number },
): (item: In) => Promise<Out> {
  const waiting: Waiting<In, Out>[] = [];
  let underWay = false;

  const next = async () => {
    const batch = waiting.splice(0, most);
    try {
      const outcomes = await send(batch.map(({ item }) => item));
      if (outcomes.length !== batch.length) throw new Error(`${batch.length} were sent, and ${outcomes.length} outcomes came back.`);
      for (const [index, { resolve }] of batch.entries()) resolve(outcomes[index] as Out);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    if (waiting.length === 0) underWay = false;
    else setImmediate(() => void next());
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (underWay) return;
      underWay = true;
      setImmediate(() => void next());
    });
}

interface Waiting<In, Out> {
  readonly item: In;
  readonly resolve: (outcome: Out) => void;
  readonly reject: (error: unknown) => void;
}
