import { productSchema } from './product.schema.ts';

/** What a person may change of a product's offer. */
export const repriceFields = productSchema
  .pick({
    priceFen: true,
    floorFen: true,
    listFen: true,
    stockDeclared: true,
    costFen: true,
    noCoupons: true,
  })
  .partial();
