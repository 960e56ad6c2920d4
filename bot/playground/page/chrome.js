// The strip on top, which Slack does not have: who one acts as, and the clock. And the
// guide for a first visit.
import { h, icon, avatar, popMenu, show, changed, keepFocus } from "./dom.js";
import { store, act, go, me, user, room } from "./store.js";
import { shortDay, nearDay, time } from "./dates.js";

let clockBase = null, moving = "";

export function drawTop(top) {
  const { clock: { now, workday, monday }, guide, users } = store.state;
  clockBase = { at: performance.now(), now };
  tick();
  if (!changed("top", store.as, users, guide, workday && shortDay(new Date(workday)), monday && shortDay(new Date(monday)), moving, document.body.classList.contains("no-guide"))) return;
  const people = store.state.users.filter((u) => !u.is_bot && !u.deleted);
  const who = h("button", {
    class: "who", type: "button", "aria-haspopup": "menu", "data-focus": "who", "aria-label": `Acting as ${me().real_name}. Switch person`,
    onclick: () => popMenu(who, people.map((u) => ({ text: u.real_name, note: u.title, run: () => switchTo(u.id) })), "Act as"),
  }, avatar(me(), true), h("span", { class: "who-text" }, h("strong", {}, me().real_name), me().title && h("small", {}, me().title)), icon("down"));
  keepFocus(() => show(top,
    h("button", { class: "top-btn only-narrow", type: "button", "aria-label": "Channels", onclick: () => document.body.classList.toggle("drawer") }, icon("menu")),
    h("span", { class: "brand" }, h("img", { src: "/playground/icon.svg", alt: "", width: "20", height: "20" }), h("span", {}, "Playground")),
    h("div", { class: "acting" }, h("span", { class: "top-label" }, "Acting as"), who),
    clock(),
    h("span", { class: "offline-note", role: "status" }, "Reconnecting…"),
    store.state.guide?.length > 0 && h("button", {
      class: "top-btn", type: "button", "aria-label": "Try this", title: "Try this", "aria-pressed": String(!document.body.classList.contains("no-guide")), "data-focus": "guide",
      onclick: (e) => {
        const off = !store.thread && !document.body.classList.contains("no-guide");
        document.body.classList.toggle("no-guide", off);
        if (store.thread) go({ thread: "" }); // it stands where the guide does
        e.currentTarget.setAttribute("aria-pressed", String(!off));
      },
    }, icon("guide"), h("span", { class: "wide-only" }, "Try this"))));
  tick();
}

// switchTo acts as another person, in the same room where that person is in it.
function switchTo(id) {
  const stays = store.room === "home" || room(store.room)?.members.includes(id);
  go({ as: id, room: room(store.room)?.im ? "@app" : stays ? store.room : "" });
}

function clock() {
  const { workday, monday } = store.state.clock;
  const jump = (to, text, at) => at && h("button", {
    class: "top-btn clock-btn", type: "button", "data-focus": "clock/" + to, "data-clock": to, title: shortDay(new Date(at)),
    "aria-busy": moving === to ? "true" : null, onclick: () => moveClock(to),
  }, text);
  return h("div", { class: "clock", role: "group", "aria-label": "The program's clock" },
    icon("clock"), h("time", { id: "clock-now" }), jump("workday", "Next working day", workday), jump("monday", "Next Monday", monday));
}

async function moveClock(to) {
  if (moving) return;
  moving = to;
  drawTop(document.getElementById("top"));
  await act("clock", { to });
  moving = "";
  drawTop(document.getElementById("top"));
}

// tick shows the clock running between two answers of the server.
export function tick() {
  const node = document.getElementById("clock-now");
  if (!node || !clockBase) return;
  const now = new Date(clockBase.now + performance.now() - clockBase.at);
  node.textContent = `${(window.innerWidth < 560 ? nearDay : shortDay)(now)}, ${time(now)}`;
}

export function drawGuide(guide) {
  const steps = store.state.guide || [];
  if (!changed("guide", steps)) return;
  const next = steps.findIndex((s) => !s.done);
  guide.hidden = !steps.length;
  keepFocus(() => show(guide,
    h("div", { class: "guide-head" }, h("h2", {}, "Try this"),
      h("button", { class: "icon-btn", type: "button", "aria-label": "Hide the guide", onclick: () => { document.body.classList.add("no-guide"); drawTop(document.getElementById("top")); } }, "×")),
    h("p", { class: "muted" }, "Click a step: it takes you to the right person and place. It is ticked once it is done."),
    h("ol", { class: "steps" }, steps.map((s, i) => h("li", {}, h("button", {
      class: "step" + (s.done ? " done" : "") + (i === next ? " next" : ""), type: "button", "aria-current": i === next ? "step" : null, "data-focus": "step/" + i, "data-step": i, onclick: () => follow(s),
    }, h("span", { class: "step-mark" }, s.done ? icon("check") : String(i + 1)),
    h("span", { class: "step-text" }, h("strong", {}, s.title), s.note && h("span", {}, s.note),
      h("small", {}, s.clock ? "Moves the clock" : [`as ${user(s.as).real_name}`, s.place].filter(Boolean).join(", ")))))),
    beyond(store.state.beyond))));
}

// beyond is what there is to try elsewhere.
function beyond(b) {
  return b?.title && h("div", { class: "beyond" }, h("strong", {}, b.title), h("p", {}, b.text), h("code", {}, b.command));
}

async function follow(step) {
  if (window.innerWidth < 1100) document.body.classList.add("no-guide");
  if (step.as || step.channel) go({ as: step.as || store.as, room: step.channel || store.room, type: step.type, find: step.find });
  if (step.clock) await moveClock(step.clock);
}

// resolveRoom turns the name that a link may use into a room's id.
export function resolveRoom(state, name) {
  const dm = state.rooms.find((r) => r.im);
  if (name === "@app") return dm.id;
  if (name === "home" || state.rooms.some((r) => r.id === name)) return name;
  const first = state.rooms.filter((r) => !r.im).sort((a, b) => a.name.localeCompare(b.name))[0];
  return (first || dm).id;
}
