export type OrderField = 'orderId' | 'sku' | 'title' | 'qty' | 'at' | 'price' | 'buyerId';

/** The first word is the one shown to people; the others are as `headerWord` leaves a header. */
export const orderHeaders: Readonly<Record<OrderField, readonly [string, ...string[]]>> = {
  orderId: ['订单号', '订单编号', '订单id', 'invoiceno', 'orderno', 'orderid', 'ordernumber'],
  sku: ['商品编码', '商家编码', '款号', '货号', 'sku', 'stockcode', 'skucode', 'productcode'],
  title: ['商品名称', '商品标题', '商品', '品名', 'description', 'title', 'productname', 'product'],
  qty: ['数量', '商品数量', '购买数量', 'quantity', 'qty'],
  at: [
    '下单时间',
    '订单时间',
    '支付时间',
    '付款时间',
    'invoicedate',
    'orderdate',
    'ordertime',
    'paidat',
    'time',
  ],
  price: ['单价', '商品单价', '价格', 'unitprice', 'price'],
  buyerId: ['买家', '买家id', '买家编号', '用户id', 'customerid', 'buyer', 'buyerid', 'customer'],
};

export const requiredOrderFields: readonly OrderField[] = ['orderId', 'sku', 'qty', 'at', 'price'];
