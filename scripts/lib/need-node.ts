/** For scripts that may be started without npm, and so without the preload of need-node.mjs. */
export { needNode } from './need-node.mjs';
