/** A file dropped on the welcome screen, on its way to the import. Taken once. */
let waiting: File | null = null;

export function handOver(file: File): void {
  waiting = file;
}

export function takeHandedFile(): File | null {
  const file = waiting;
  waiting = null;
  return file;
}
