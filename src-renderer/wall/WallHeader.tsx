import { Info } from 'lucide-react';
import { PanelHeader } from '../ui/Panel.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';

/** A panel's title with the definition of what it shows. */
export function WallHeader({ title, tip }: { title: string; tip: string }) {
  return (
    <PanelHeader title={title}>
      <Tooltip text={tip} side="left">
        <button type="button" aria-label={tip} className="rounded p-1 text-faint hover:text-text">
          <Info size={14} aria-hidden />
        </button>
      </Tooltip>
    </PanelHeader>
  );
}
