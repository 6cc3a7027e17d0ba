import { useEffect, useRef, useState } from 'react';

/** Takes a file dropped anywhere in the window. Answers whether one is being held over it. */
export function useFileDrop(onFile: (file: File) => void): boolean {
  const [over, setOver] = useState(false);
  const handler = useRef(onFile);
  useEffect(() => {
    handler.current = onFile;
  });
  useEffect(() => {
    // Enter and leave come for every element on the way: only their balance says whether the file is still over us.
    let depth = 0;
    const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const settle = (next: number) => {
      depth = Math.max(0, next);
      setOver(depth > 0);
    };
    const enter = (event: DragEvent) => carriesFile(event) && settle(depth + 1);
    const leave = (event: DragEvent) => carriesFile(event) && settle(depth - 1);
    const hover = (event: DragEvent) => {
      if (carriesFile(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      settle(0);
      const file = event.dataTransfer?.files[0];
      if (file) handler.current(file);
    };
    const parts = [
      ['dragenter', enter],
      ['dragleave', leave],
      ['dragover', hover],
      ['drop', drop],
    ] as const;
    for (const [name, listener] of parts) window.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of parts) window.removeEventListener(name, listener);
    };
  }, []);
  return over;
}
