/** Who looks after comments: answers, hides, mutes, and keeps the rules for it. `may(role, 'comment')` says the same. */
export const commentRoles = ['owner', 'operator', 'community'] as const;
