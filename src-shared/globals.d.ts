// What every JavaScript host of this code has (Node, Electron, browsers); the DOM's and Node's own types stay out.
declare function structuredClone<T>(value: T): T;
declare const performance: { now(): number };
declare function setTimeout(work: () => void, ms: number): { unref?(): void };
declare function clearTimeout(timer: { unref?(): void }): void;
