export function LiveScreen({ runId }: { runId: string }) {
  return <main data-run-id={runId} />;
}
