/** Beside what a role may not do: why. Null says nothing. */
export function MayNotNote({ mayNot, className = '' }: { mayNot: string | null; className?: string }) {
  if (mayNot === null) return null;
  return (
    <p data-testid="may-not" className={`text-xs text-warn ${className}`}>
      {mayNot}
    </p>
  );
}
