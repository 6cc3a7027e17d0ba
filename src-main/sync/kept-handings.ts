/** Which releases this console has begun to hand over, kept beside its outbox: what cannot be read is none. */
import { z } from 'zod';
import type { MetaRepo } from '../cache/meta.repo.ts';
import type { PostReleasesPorts } from './post-releases.ts';

const handingsSchema = z
  .array(z.object({ releaseId: z.string(), askedEpoch: z.string().nullable() }))
  .catch([]);

export function keptHandings(meta: Pick<MetaRepo, 'get' | 'set'>): PostReleasesPorts['handings'] {
  return {
    all: () => handingsSchema.parse(JSON.parse(meta.get('handings') || '[]')),
    set: (handings) => meta.set('handings', JSON.stringify(handings)),
  };
}
