/** The hold buttons on screen by their pad number, so that Alt+n holds the same button as the pointer does. */
export interface HoldPad {
  readonly start: () => void;
  readonly cancel: () => void;
}

const pads = new Map<number, HoldPad>();

export function registerPad(number: number, pad: HoldPad): () => void {
  pads.set(number, pad);
  return () => {
    if (pads.get(number) === pad) pads.delete(number);
  };
}

export function padOf(number: number): HoldPad | null {
  return pads.get(number) ?? null;
}
