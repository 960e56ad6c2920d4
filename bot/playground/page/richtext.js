// rich_text and markdown blocks, as DOM nodes.
import { h, add } from "./dom.js";
import { withEmoji, mention, channelRef, dateRef, link } from "./mrkdwn.js";

function styled(node, style) {
  for (const [key, tag] of [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"], ["underline", "u"]]) {
    if (style?.[key]) node = h(tag, {}, node);
  }
  return node;
}

const parts = {
  text: (e) => e.text.split("\n").flatMap((line, i) => (i ? [h("br"), line] : [line])),
  link: (e) => link(e.url, e.text || e.url),
  user: (e) => mention(e.user_id),
  channel: (e) => channelRef(e.channel_id),
  emoji: (e) => withEmoji(`:${e.name}:`),
  date: (e) => dateRef(e.timestamp, e.format, e.fallback, e.url),
  broadcast: (e) => h("span", { class: "mention me" }, "@" + e.range),
  color: (e) => h("code", {}, e.value),
  usergroup: (e) => h("span", { class: "mention" }, "@" + e.usergroup_id),
};

const inlineOf = (elements) => elements.map((e) => styled(h("span", {}, parts[e.type]?.(e) ?? ""), e.style));

export function richText(elements) {
  const out = [];
  for (const e of elements) {
    if (e.type === "rich_text_section") out.push(h("div", {}, inlineOf(e.elements)));
    if (e.type === "rich_text_quote") out.push(h("blockquote", {}, inlineOf(e.elements)));
    if (e.type === "rich_text_preformatted") out.push(h("pre", {}, inlineOf(e.elements)));
    if (e.type === "rich_text_list") out.push(list(e));
  }
  return out;
}

function list(e) {
  const node = h(e.style === "ordered" ? "ol" : "ul", { class: "indent-" + (e.indent || 0), start: e.style === "ordered" && e.offset ? e.offset + 1 : null });
  return add(node, e.elements.map((item) => h("li", {}, inlineOf(item.elements))));
}

// markdown renders the standard Markdown of a markdown block: headings, lists, quotes,
// code, tables and the inline marks.
export function markdown(text) {
  const out = [];
  const rows = text.split("\n");
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const head = row.match(/^(#{1,6})\s+(.*)$/);
    if (!row.trim()) continue;
    if (head) out.push(h("p", { class: "md-h" + Math.min(3, head[1].length) }, marks(head[2])));
    else if (/^```/.test(row)) {
      const code = [];
      while (++i < rows.length && !/^```/.test(rows[i])) code.push(rows[i]);
      out.push(h("pre", {}, code.join("\n")));
    } else if (/^\s*([-*+]|\d+\.)\s+/.test(row)) i = listRows(rows, i, out);
    else if (/^>/.test(row)) out.push(h("blockquote", {}, marks(row.replace(/^>\s?/, ""))));
    else if (/^(---|\*\*\*)\s*$/.test(row)) out.push(h("hr"));
    else if (/^\|/.test(row)) i = tableRows(rows, i, out);
    else out.push(h("p", {}, marks(row)));
  }
  return out;
}

function listRows(rows, i, out) {
  const ordered = /^\s*\d+\./.test(rows[i]);
  const node = h(ordered ? "ol" : "ul");
  const item = /^\s*([-*+]|\d+\.)\s+(.*)$/;
  for (; i < rows.length && item.test(rows[i]); i++) node.append(h("li", {}, marks(rows[i].match(item)[2])));
  out.push(node);
  return i - 1;
}

function tableRows(rows, i, out) {
  const table = h("table", { class: "table" });
  for (; i < rows.length && /^\|/.test(rows[i]); i++) {
    if (/^[|\s:-]+$/.test(rows[i])) continue;
    const cells = rows[i].replace(/^\||\|\s*$/g, "").split("|");
    table.append(h("tr", {}, cells.map((c) => h(table.children.length ? "td" : "th", {}, marks(c.trim())))));
  }
  out.push(h("div", { class: "table-scroll" }, table));
  return i - 1;
}

const inlineMark = /(\*\*|__)(.+?)\1|([*_])(?!\s)(.+?)\3(?![\p{L}\p{N}])|~~(.+?)~~|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)/u;

function marks(text) {
  const m = text.match(inlineMark);
  if (!m) return [withEmoji(text)];
  const before = withEmoji(text.slice(0, m.index)), after = marks(text.slice(m.index + m[0].length));
  let node;
  if (m[2]) node = h("strong", {}, marks(m[2]));
  else if (m[4]) node = h("em", {}, marks(m[4]));
  else if (m[5]) node = h("s", {}, marks(m[5]));
  else if (m[6]) node = h("code", {}, m[6]);
  else node = link(m[8], m[7]);
  return [before, node, ...after];
}
