/** Keys of the platforms' names, the same in this folder's words and in the community's. */
export const platformWords = {
  'wecom-customer': 'platformWecomCustomer',
  'wecom-internal': 'platformWecomInternal',
  wechat: 'platformWechat',
  other: 'platformOther',
} as const;
