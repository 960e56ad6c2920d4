// Slack's text format (mrkdwn), as DOM nodes.
import { h } from "./dom.js";
import { slackDate, full } from "./dates.js";
import { user, room, go, store } from "./store.js";

const emoji = await (await fetch("/playground/emoji.json")).json();

const unescape = (s) => s.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);

// withEmoji replaces :short_names: that are known.
export const withEmoji = (s) => s.replace(/:([a-z0-9_+-]+):/g, (all, name) => emoji[name] || all);

const textNode = (s) => document.createTextNode(withEmoji(unescape(s)));

// mrkdwn renders a whole text: fenced code, quotes and lines.
export function mrkdwn(text) {
  const out = document.createDocumentFragment();
  text.split(/```/).forEach((part, i) => {
    if (i % 2) out.append(h("pre", {}, unescape(part.replace(/^\n/, ""))));
    else out.append(...lines(i ? part.replace(/^\n/, "") : part));
  });
  return out;
}

function lines(text) {
  const out = [];
  let quote = null;
  const rows = text.split("\n");
  rows.forEach((line, i) => {
    const quoted = line.match(/^(?:&gt;|>)\s?(.*)$/);
    if (quoted) {
      if (!quote) out.push((quote = h("blockquote")));
      else quote.append(h("br"));
      quote.append(...inline(quoted[1]));
      return;
    }
    if (i > 0 && !quote) out.push(h("br"));
    quote = null;
    out.push(...inline(line));
  });
  return out;
}

const marks = { "*": "strong", _: "em", "~": "s", "`": "code" };
const word = /[\p{L}\p{N}]/u;

// closing finds the mark that ends the one at i: it stands before no word, after no space.
function closing(text, i) {
  const mark = text[i];
  if (!marks[mark] || !text[i + 1] || text[i + 1] === mark || text[i + 1] === " ") return 0;
  if (i > 0 && word.test(text[i - 1])) return 0;
  for (let j = i + 2; j < text.length; j++) {
    if (text[j] === mark && text[j - 1] !== " " && !(text[j + 1] && word.test(text[j + 1]))) return j;
  }
  return 0;
}

// inline renders the marks and references of one line.
export function inline(text) {
  const out = [];
  let plain = "";
  const flush = () => { if (plain) out.push(...links(plain)); plain = ""; };
  for (let i = 0; i < text.length; ) {
    const end = closing(text, i);
    if (end) {
      flush();
      const inside = text.slice(i + 1, end);
      out.push(h(marks[text[i]], {}, text[i] === "`" ? unescape(inside) : inline(inside)));
      i = end + 1;
      continue;
    }
    const ref = text[i] === "<" && text.slice(i).match(/^<([^<>\n]+)>/);
    if (ref) {
      flush();
      out.push(reference(ref[1]));
      i += ref[0].length;
      continue;
    }
    plain += text[i++];
  }
  flush();
  return out;
}

// links makes links of bare addresses.
function links(text) {
  return text.split(/(https?:\/\/[^\s<>]*[^\s<>.,;:!?)])/).map((part, i) => (i % 2 ? link(unescape(part), unescape(part)) : textNode(part)));
}

export function link(url, label) {
  if (!/^(https?:|mailto:)/i.test(url)) return document.createTextNode(label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, withEmoji(label));
}

export function mention(id) {
  return h("span", { class: "mention" + (id === store.as ? " me" : "") }, "@" + user(id).real_name);
}

export function channelRef(id, label) {
  const found = room(id);
  if (!found) return h("span", { class: "mention" }, "#" + (label || id));
  return h("button", { class: "mention as-link", type: "button", onclick: () => go({ room: id }) }, "#" + found.name);
}

export function dateRef(seconds, pattern, fallback, url) {
  const shown = slackDate(seconds, pattern, fallback);
  const node = h("time", { title: full(new Date(Number(seconds) * 1000)) }, shown);
  return url ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, node) : node;
}

function reference(inside) {
  const cut = inside.indexOf("|");
  const target = cut < 0 ? inside : inside.slice(0, cut);
  const label = cut < 0 ? "" : unescape(inside.slice(cut + 1));
  if (target.startsWith("@")) return mention(target.slice(1));
  if (target.startsWith("#")) return channelRef(target.slice(1), label);
  if (target.startsWith("!date^")) {
    const [, seconds, pattern, url] = target.split("^");
    return dateRef(seconds, pattern || "", label, url);
  }
  if (target.startsWith("!")) return h("span", { class: "mention me" }, "@" + (label || target.slice(1)).replace(/^@/, ""));
  return link(unescape(target), label || unescape(target));
}

// textObject renders a text object; plain_text has no marks.
export function textObject(object) {
  if (!object) return null;
  return object.type === "mrkdwn" ? mrkdwn(object.text) : withEmoji(object.text);
}
