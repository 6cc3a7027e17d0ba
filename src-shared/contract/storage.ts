/** What the screen is told of this machine's own files: room on the disk, damage, and data that could not be opened. */
import { oc } from '@orpc/contract';
import { z } from 'zod';

/** A file that was found damaged and made anew. */
export const rescueSchema = z.object({
  /** Null: the console's own settings. */
  sessionId: z.string().nullable(),
  /** ISO time. */
  at: z.string(),
  /** Operations (of the console's settings: entries) that were taken along. */
  rescued: z.int(),
  /** Those known to have been there that cannot be read. */
  unreadable: z.int(),
  /** True: all of it could be read, nothing is lost. False: what else was there is not known. */
  complete: z.boolean(),
});
export type RescueNotice = z.infer<typeof rescueSchema>;

export const storageSchema = z.object({
  /**
   * `low`: the disk is full, and work goes on in a reserve that was kept for it. `full`: nothing is taken
   * (`local/disk-full`); it goes on by itself when there is room. `damaged`: the machine damages data again and again
   * (`local/keeps-failing`).
   */
  state: z.enum(['ok', 'low', 'full', 'damaged']),
  /** Of the disk that holds this console's data; null = not known. */
  freeBytes: z.number().nullable(),
  /** Until the person has read them (`storage.dismiss`). */
  rescues: z.array(rescueSchema),
});
export type StorageState = z.infer<typeof storageSchema>;

/** Why nothing but `rescue.…` and `app.info` answers on this console: an error of the table with what fills its words. */
export const rescueReasonSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const storageContract = {
  storage: {
    /** The person has read of a rescue. */
    dismiss: oc.input(rescueSchema.pick({ sessionId: true })).output(z.object({})),
  },
  rescue: {
    /** What stands unsent in the files of this profile, whoever wrote them. */
    list: oc.output(
      z.array(
        z.object({
          sessionId: z.string(),
          hubUrl: z.string().nullable(),
          /** Null: the file could not be read. */
          unsent: z.int().nullable(),
        }),
      ),
    ),
    /** What was not sent, of one session or of all (null), as the text of a JSON file. */
    export: oc.input(z.object({ sessionId: z.string().nullable() })).output(
      z.object({
        fileName: z.string(),
        json: z.string(),
        ops: z.int(),
        /** Operations, or whole files, that could not be read. */
        unreadable: z.int(),
      }),
    ),
  },
};
