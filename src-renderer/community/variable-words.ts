import type { PostVariable } from '#shared/domain/post/render.ts';

/** Key of each variable's name in the words; `…Hint` explains it. In the order in which they are offered. */
export const variableWords = {
  'group.name': 'groupName',
  'group.owner': 'groupOwner',
  'group.brand': 'groupBrand',
  'group.tags': 'groupTags',
  'show.title': 'showTitle',
  'show.host': 'showHost',
  'product.name': 'productName',
  'product.spec': 'productSpec',
  'product.price': 'productPrice',
  'product.listPrice': 'productListPrice',
  'product.points': 'productPoints',
  'product.mechanics': 'productMechanics',
} as const satisfies Record<PostVariable, string>;

export const variables = Object.keys(variableWords) as PostVariable[];

export function isVariable(name: string): name is PostVariable {
  return Object.hasOwn(variableWords, name);
}
