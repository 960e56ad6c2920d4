// The page: reads the address, loads what it names, and draws it again on each change.
import { h, icon, show, keepFocus } from "./dom.js";
import { store, load, act, go, onChange, room, roomLabel } from "./store.js";
import { drawSidebar, arrowKeys } from "./sidebar.js";
import { drawTop, drawGuide, resolveRoom, tick } from "./chrome.js";
import { drawMessages, drawThread, reveal, forget } from "./messages.js";
import { drawModal } from "./modal.js";
import { composer } from "./composer.js";
import { blocks, viewContext } from "./blocks.js";

const at = (id) => document.getElementById(id);
let entered = "", opened = "", homeShown = "", threadOpen = "";
let loading = false, again = false, visit = 0;
let newest = null, placed = -1; // the last message, and where toEnd left the reader

// navigate follows the address: who, where, which thread.
async function navigate() {
  const want = new URLSearchParams(location.hash.slice(1));
  store.as = want.get("as") || store.as;
  store.thread = want.get("thread") || "";
  store.focusTS = want.get("ts") || "";
  store.wanted = want.get("room") || store.room;
  store.type = want.get("type") || "";
  store.find = want.get("find") || "";
  opened = "";
  visit++;
  await refresh();
}

// refresh loads the state and the room and draws both. Changes that come meanwhile
// lead to one more round.
async function refresh() {
  if (loading) { again = true; return; }
  loading = true;
  try {
    do {
      again = false;
      if (await loadAll()) draw();
    } while (again);
  } finally {
    loading = false;
  }
}

// loadAll takes what was loaded only when the person has not gone elsewhere meanwhile.
async function loadAll() {
  const mine = visit;
  const state = await load("state", { as: store.as });
  if (!state) return false;
  const id = resolveRoom(state, store.wanted);
  const content = await load("room", { as: state.as, id });
  if (mine !== visit) {
    again = true;
    return false;
  }
  state.users.forEach((u, i) => { u.color = i % 8; });
  Object.assign(store, { state, as: state.as, room: id, messages: content?.messages || [], home: content?.home || null });
  sessionStorage.setItem("as", store.as);
  return true;
}

function draw() {
  const key = `${store.as}/${store.room}`;
  const first = opened !== key;
  if (first) enter(key);
  drawTop(at("top"));
  drawSidebar(at("side"));
  drawGuide(at("guide"));
  document.title = `${store.room === "home" ? "Home" : (room(store.room)?.im ? "" : "#") + roomLabel(room(store.room))} · ${store.state.team} · Playground`;
  const scroll = at("scroll"), atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  const follows = atEnd || scroll.scrollTop === placed;
  if (store.room === "home") drawHome();
  else drawMessages(at("log"), entered);
  drawThreadPane();
  if (first) focusComposer();
  if (store.find) store.focusTS = found(store.find) || store.focusTS;
  const last = at("log").lastChild?.dataset.ts, news = last !== newest;
  newest = last;
  if (store.focusTS && reveal(store.focusTS)) store.focusTS = store.find = "";
  else if ((first || (news && follows)) && store.room !== "home") toEnd(scroll, at("log").lastChild);
  else if (atEnd) scroll.scrollTop = scroll.scrollHeight;
  markRead();
  drawModal();
}

// found is the newest message that has a text in it.
function found(text) {
  return store.messages.findLast((m) => !m.thread_ts || m.thread_ts === m.ts ? JSON.stringify(m.blocks || m.text).includes(text) : false)?.ts;
}

// toEnd shows a message, the newest: its end, or its beginning when it is taller than the
// window. Who does not move from there is shown the next one, too.
function toEnd(scroll, message) {
  scroll.scrollTop = scroll.scrollHeight;
  if (message?.offsetHeight > scroll.clientHeight) message.scrollIntoView({ block: "start" });
  placed = scroll.scrollTop;
}

// enter sets up another room or person.
function enter(key) {
  opened = key;
  entered = room(store.room)?.read || "";
  homeShown = "";
  threadOpen = "";
  forget();
  at("room").classList.toggle("is-home", store.room === "home");
  at("log").replaceChildren();
  drawHead();
  const place = at("composer-place");
  if (store.room === "home") {
    place.replaceChildren();
    act("home", {});
    return;
  }
  const r = room(store.room);
  const label = r.archived ? "This channel is archived" : `Message ${r.im ? "" : "#"}${roomLabel(r)}`;
  store.composer = composer({ label });
  place.replaceChildren(store.composer.node);
}

function focusComposer() {
  if (document.querySelector("dialog[open]") || store.room === "home" || document.activeElement?.closest(".side")) return;
  store.composer.set(store.type || store.composer.box.value);
  store.type = "";
}

function drawHead() {
  const r = room(store.room);
  if (!r) {
    show(at("room-head"), h("h1", {}, icon("home"), store.state.app.name), h("span", { class: "tabs" }, h("span", { class: "tab here" }, "Home")));
    return;
  }
  show(at("room-head"),
    h("h1", {}, r.im ? "" : r.private ? icon("lock") : h("span", { class: "hash" }, "#"), roomLabel(r), r.im && h("span", { class: "badge" }, "APP")),
    r.topic && h("span", { class: "topic" }, r.topic),
    r.ext_shared && h("span", { class: "pill" }, "Shared with another organization"),
    !r.im && h("span", { class: "members" }, `${r.members.length} members`));
}

function drawHome() {
  const view = store.home, key = view && `${view.id}/${view.revision}`;
  if (homeShown === key && key) return;
  homeShown = key;
  if (!view) {
    at("log").replaceChildren(h("p", { class: "empty" }, `${store.state.app.name} has not set up a Home tab for this person yet.`));
    return;
  }
  const ctx = viewContext(view, view.state.values, new Map());
  keepFocus(() => at("log").replaceChildren(h("div", { class: "home blocks" }, blocks(view.blocks, ctx))));
}

function drawThreadPane() {
  const pane = at("thread"), key = store.thread && `${store.as}/${store.room}/${store.thread}`;
  const there = store.thread && store.messages.some((m) => m.ts === store.thread);
  pane.hidden = !there;
  document.body.classList.toggle("has-thread", Boolean(there));
  if (!there) { threadOpen = ""; return; }
  if (threadOpen !== key) {
    threadOpen = key;
    const box = composer({ label: "Reply…", thread: store.thread });
    pane.replaceChildren(
      h("div", { class: "room-head" }, h("h1", {}, "Thread"), h("span", { class: "topic" }, roomLabel(room(store.room))),
        h("button", { class: "icon-btn", type: "button", "aria-label": "Close thread", onclick: closeThread }, "×")),
      h("div", { class: "scroll" }, h("div", { id: "thread-log", role: "log", "aria-label": "Thread" })),
      h("div", { class: "composer-place" }, box.node));
    requestAnimationFrame(() => box.box.focus());
  }
  const log = at("thread-log"), near = log.parentNode.scrollHeight - log.parentNode.scrollTop - log.parentNode.clientHeight < 80;
  drawThread(log, store.thread);
  if (near) log.parentNode.scrollTop = log.parentNode.scrollHeight;
}

function closeThread() {
  go({ thread: "" });
  at("composer")?.focus();
}

// markRead tells the playground how far the person has read, while they look.
function markRead() {
  const last = store.messages.at(-1);
  if (!last || document.visibilityState !== "visible" || last.ts <= (room(store.room)?.read || "")) return;
  act("read", { room: store.room, ts: last.ts });
}

document.addEventListener("keydown", (e) => {
  if (e.key !== "Escape") return;
  if (document.body.classList.contains("drawer")) document.body.classList.remove("drawer");
  else if (store.thread) closeThread();
});
document.addEventListener("visibilitychange", () => { if (store.state) markRead(); });
window.addEventListener("hashchange", navigate);
at("room").addEventListener("pointerdown", () => document.body.classList.remove("drawer"));
arrowKeys(at("side"));
const cramped = window.matchMedia("(max-width: 1100px)");
const makeRoom = () => { if (cramped.matches) document.body.classList.add("no-guide"); };
cramped.addEventListener("change", makeRoom);
makeRoom();
setInterval(tick, 5000);
await navigate();
onChange(refresh);
