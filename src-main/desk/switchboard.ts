/**
 * The router that screens speak to: each call goes to the session that is shown when it comes in, and stays there to its
 * end. A call that began on one hub can so never write into another, however long it takes.
 */
import { isProcedure, Procedure } from '@orpc/server';
import type { DeskRouter } from './router.ts';

/** `template` gives the calls their checks; all sessions' routers are alike. */
export function switchboard(template: DeskRouter, shown: () => DeskRouter): DeskRouter {
  return redirected(template, shown) as DeskRouter;
}

function redirected(part: object, pick: () => object): object {
  return Object.fromEntries(
    Object.entries(part).map(([name, entry]: [string, object]) => {
      const target = () => (pick() as Record<string, object>)[name] ?? entry;
      if (!isProcedure(entry)) return [name, redirected(entry, target)];
      const handler: (typeof entry)['~orpc']['handler'] = (options) => {
        const procedure = target();
        if (!isProcedure(procedure)) throw new Error(`${name} is no call`);
        return procedure['~orpc'].handler(options);
      };
      return [name, new Procedure({ ...entry['~orpc'], handler })];
    }),
  );
}
