/**
 * The margins of printed pages: which show and run it is, when it was printed, and the page. The text is only known here,
 * and a style element would need a nonce: a sheet of rules made in code needs none.
 */
export function printFrame(head: string, foot: string): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@page {
    size: A4;
    margin: 18mm 12mm 16mm;
    @top-left { content: ${cssText(head)}; font: 9pt sans-serif; color: #4d5a6c; }
    @bottom-left { content: ${cssText(foot)}; font: 8pt sans-serif; color: #4d5a6c; }
    @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #4d5a6c; }
  }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
}

/** A CSS string: whatever stands in it stays text. */
function cssText(text: string): string {
  const escaped = [...text].map((char) =>
    /[\p{L}\p{N} ·:.,–-]/u.test(char) ? char : `\\${(char.codePointAt(0) ?? 0x20).toString(16)} `,
  );
  return `"${escaped.join('')}"`;
}
