import type { Migration } from '../migrate.ts';

/**
 * When a drop's firing was committed: what is found open later was open since then. And until when a batch that was
 * ordered can still be called off by a press; null = it was never held back, or is under way.
 */
export const effects: Migration = {
  version: 90,
  sql: `
    ALTER TABLE drop_effects ADD COLUMN fired_at TEXT;
    ALTER TABLE batches ADD COLUMN begins_at TEXT;
  `,
};
