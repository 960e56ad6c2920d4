// The messages of a room, and the thread beside them.
import { h, avatar, icon, popMenu, reconcile, keepFocus } from "./dom.js";
import { blocks } from "./blocks.js";
import { mrkdwn } from "./mrkdwn.js";
import { store, act, go, user, room, shortcuts } from "./store.js";
import { tsDate, time, full, dayKey, longDay } from "./dates.js";

const GROUP = 5 * 60; // seconds in which messages of one person stand together

// drawn keeps the node of each message until it changes.
const drawn = new Map();

export function forget() { drawn.clear(); }

// drawMessages shows the room's messages; entered is what was read when it was opened.
export function drawMessages(log, entered) {
  const top = store.messages.filter((m) => !m.thread_ts || m.thread_ts === m.ts || m.broadcast || (m.ephemeral && m.thread_ts !== store.thread));
  keepFocus(() => reconcile(log, [keyed("intro", "", intro), ...rows(top, "main", entered)]));
}

// intro is the beginning of a room, above its first message.
function intro() {
  const r = room(store.room), app = store.state.app.name;
  return h("div", { class: "intro" },
    h("strong", {}, r.im ? app : "#" + r.name),
    h("p", {}, r.im ? `This is your conversation with ${app}. Only you two see it.` : `This is the very beginning of the ${r.private ? "private " : ""}channel ${r.name}.`));
}

export function drawThread(log, ts) {
  const all = store.messages.filter((m) => m.ts === ts || m.thread_ts === ts);
  const nodes = rows(all, "thread", "");
  const count = all.length - 1;
  if (count > 0) nodes.splice(1, 0, h("div", { class: "count" }, h("span", {}, count === 1 ? "1 reply" : count + " replies")));
  keepFocus(() => reconcile(log, nodes));
}

function rows(list, pane, entered) {
  const out = [];
  let last = null, marked = false;
  for (const m of list) {
    const day = pane === "main" && (!last || dayKey(tsDate(last.ts)) !== dayKey(tsDate(m.ts)));
    if (day) out.push(keyed("day/" + dayKey(tsDate(m.ts)), "", () => h("div", { class: "day", role: "separator" }, h("span", {}, longDay(tsDate(m.ts))))));
    const isNew = pane === "main" && entered && !marked && m.ts > entered && m.user !== store.as && last;
    if (isNew) {
      marked = true;
      out.push(keyed("new", "", () => h("div", { class: "new", role: "separator" }, h("span", {}, "New"))));
    }
    const compact = !day && !isNew && last && last.user === m.user && !last.ephemeral && !m.ephemeral && !last.deleted &&
      !(pane === "thread" && last === list[0]) && Number(m.ts) - Number(last.ts) < GROUP;
    out.push(keyed(`${pane}/${m.ts}`, `${m.revision}/${compact}`, () => row(m, compact, pane)));
    last = m;
  }
  return out;
}

function keyed(key, revision, make) {
  const full = `${store.as}/${store.room}/${key}`, old = drawn.get(full);
  if (old && old.revision === revision) return old.node;
  const node = make();
  drawn.set(full, { revision, node });
  return node;
}

function row(m, compact, pane) {
  const from = m.slackbot ? user("USLACKBOT") : user(m.user), when = tsDate(m.ts);
  const stamp = h("time", { class: "stamp", title: full(when), datetime: when.toISOString() }, time(when));
  return h("article", {
    class: ["msg", compact && "compact", m.ephemeral && "ephemeral", m.deleted && "deleted"].filter(Boolean).join(" "),
    "data-ts": m.ts, "aria-label": `${from.real_name}, ${time(when)}`,
  },
    h("div", { class: "gutter" }, compact ? stamp : avatar(from)),
    h("div", { class: "msg-body" },
      m.ephemeral && h("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
      !compact && h("div", { class: "msg-head" },
        h("strong", {}, from.real_name), from.is_bot && h("span", { class: "badge" }, "APP"),
        from.title && h("span", { class: "role" }, from.title), stamp),
      m.broadcast && pane === "main" && h("p", { class: "muted small" }, "replied to a thread"),
      content(m),
      m.ephemeral && h("button", { class: "as-link small", type: "button", onclick: () => act("dismiss", { room: store.room, ts: m.ts }) }, "Dismiss message"),
      pane === "main" && m.reply_count > 0 && threadLine(m)),
    !m.ephemeral && !m.deleted && tools(m, pane));
}

function content(m) {
  const ctx = {
    key: m.ts,
    act: (place, change) => act("click", { room: store.room, ts: m.ts, ...place, ...change }),
    suggest: (place, text) => act("suggest", { room: store.room, ts: m.ts, ...place, text }),
  };
  if (m.blocks?.length) return h("div", { class: "blocks" }, blocks(m.blocks, ctx));
  return h("div", { class: "text" }, mrkdwn(m.text || ""), m.edited && h("span", { class: "edited" }, " (edited)"));
}

function threadLine(m) {
  return h("button", { class: "thread-line", type: "button", "data-focus": "thread/" + m.ts, onclick: () => go({ thread: m.ts }) },
    (m.repliers || []).slice(0, 4).map((id) => avatar(user(id), true)),
    h("span", { class: "replies" }, m.reply_count === 1 ? "1 reply" : m.reply_count + " replies"),
    h("span", { class: "muted small" }, "Last reply " + time(tsDate(m.latest_reply))));
}

function tools(m, pane) {
  const offered = shortcuts(true);
  const more = offered.length > 0 && h("button", {
    class: "tool", type: "button", "aria-label": "More actions", "aria-haspopup": "menu", title: "More actions", "data-focus": "more/" + m.ts,
    onclick: (e) => popMenu(e.currentTarget, offered.map((s) => ({
      text: s.name, note: store.state.app.name,
      run: () => act("shortcut", { callback: s.callback_id, room: store.room, ts: m.ts }),
    })), "Message shortcuts"),
  }, icon("more"));
  const reply = pane === "main" && h("button", {
    class: "tool", type: "button", "aria-label": "Reply in thread", title: "Reply in thread", "data-focus": "reply/" + m.ts,
    onclick: () => go({ thread: m.thread_ts || m.ts }),
  }, icon("reply"));
  return h("div", { class: "tools", role: "toolbar", "aria-label": "Message actions" }, reply, more);
}

// reveal scrolls to a message and marks it for a moment.
export function reveal(ts) {
  const node = document.querySelector(`#log [data-ts="${CSS.escape(ts)}"]`);
  if (!node) return false;
  node.scrollIntoView({ block: "center" });
  node.classList.add("found");
  setTimeout(() => node.classList.remove("found"), 2500);
  return true;
}
