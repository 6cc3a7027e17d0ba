/** Who may do what. The hub judges by these; the desk only greys out by them. */
import { z } from 'zod';

export const roleSchema = z.enum(['owner', 'operator', 'community', 'host', 'crew', 'integrator']);
export type Role = z.infer<typeof roleSchema>;

export const scopeSchema = z.enum(['ingest', 'claims', 'read', 'manage', 'control']);
export type Scope = z.infer<typeof scopeSchema>;
