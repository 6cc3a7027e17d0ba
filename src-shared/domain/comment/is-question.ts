/** Whether a comment asks something. A heuristic over Chinese and English chat, tuned to miss little. */

const marks = /[?？]/;
const chinese =
  /(吗|嘛|么|呢)[~～!！。.]*$|(怎么(?!都)|怎样|如何|多少|几(?!乎|个都)[元块钱点个天岁码号斤米件片包]|哪(里|个|款|种|些|家|天|儿)|什么(?!都)|啥|有没有|能不能|可不可以|可以不|会不会|是不是|要不要|好不好|行不行|够不够|多久|多大|多长|多重|多高|何时|几时|谁(?!都)|求(链接|尺码|讲解|推荐)|为何|区别|还有货|有货|包邮不|退货|发什么快递)/;
const english =
  /^(what|how|when|where|which|who|whose|why|can|could|does|do|did|is|are|was|will|would|should|may|has|have|any)\b|\b(how (much|many|long|big)|what size|which (one|size|color|colour))\b/i;
/** Cheers that carry a question word and ask nothing. */
const cheers = /^(好|不错|喜欢|爱了|冲|买了|已拍|拍了|抢到|收到|支持|回购)/;

export function isQuestion(text: string): boolean {
  const clean = text.trim();
  if (clean.length < 2) return false;
  if (marks.test(clean)) return true;
  if (cheers.test(clean)) return false;
  return chinese.test(clean) || english.test(clean);
}
