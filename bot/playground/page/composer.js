// The box to write in, with the commands offered as they are typed.
import { h, icon, popMenu, place } from "./dom.js";
import { store, act, commands, shortcuts } from "./store.js";

// drafts keep what was typed per person and room.
const drafts = new Map();
const draftKey = (thread) => `${store.as}/${store.room}/${thread || ""}`;

// composer makes the box for the room, or for one of its threads.
export function composer({ label, thread }) {
  const box = h("textarea", {
    class: "composer-box", rows: 1, id: thread ? "reply" : "composer", "aria-label": label, placeholder: label,
    role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": "offers",
    autocomplete: "off", "data-focus": thread ? "reply" : "composer",
  });
  const key = draftKey(thread);
  box.value = drafts.get(key) || "";
  const offers = h("ul", { class: "offers", id: "offers", role: "listbox", "aria-label": "Commands", hidden: true });
  let list = [], at = -1, moved = false;

  const grow = () => {
    box.style.height = "auto";
    box.style.height = Math.min(box.scrollHeight, 180) + "px";
    send.disabled = !box.value.trim();
  };

  function offer() {
    list = thread ? [] : matching(box.value);
    at = list.length ? 0 : -1;
    moved = false;
    offers.hidden = !list.length;
    box.setAttribute("aria-expanded", String(list.length > 0));
    offers.replaceChildren(...list.map((o, i) => h("li", {
      class: "offer", role: "option", id: "offer-" + i, onpointerdown: (e) => { e.preventDefault(); take(o); },
    }, h("strong", {}, o.line), o.usage && h("span", { class: "usage" }, o.usage), h("small", {}, o.note))));
    mark(at);
  }

  function mark(i) {
    at = i;
    [...offers.children].forEach((li, j) => { li.classList.toggle("at", i === j); li.setAttribute("aria-selected", String(i === j)); });
    if (i < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", "offer-" + i);
      offers.children[i].scrollIntoView({ block: "nearest" });
    }
  }

  function set(text) {
    box.value = text;
    drafts.set(key, text);
    grow();
  }

  function take(o) {
    set(o.line + (o.open ? " " : ""));
    box.focus();
    if (o.open) offer();
    else hide();
  }

  // takes: Tab takes the offer; Enter does when it was chosen with the arrows, or while
  // the command itself is being typed. Otherwise Enter sends what is there.
  function takes(key) {
    return key === "Tab" || (key === "Enter" && (moved || !box.value.includes(" ")));
  }

  function hide() {
    list = [];
    offers.hidden = true;
    box.setAttribute("aria-expanded", "false");
  }

  async function post() {
    const text = box.value.trim();
    if (!text) return;
    hide();
    set("");
    const answer = await act("say", { room: store.room, thread, text });
    if (answer.error && !box.value) set(text);
  }

  const send = h("button", { class: "send", type: "button", "aria-label": "Send", title: "Send", onclick: post }, icon("send"));
  box.addEventListener("input", () => { drafts.set(key, box.value); grow(); offer(); });
  box.addEventListener("blur", hide);
  box.addEventListener("keydown", (e) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (list.length && step) {
      mark((at + step + list.length) % list.length);
      moved = true;
    } else if (at >= 0 && list.length && takes(e.key)) take(list[at]);
    else if (list.length && e.key === "Escape") hide();
    else if (e.key === "Enter" && !e.shiftKey && !e.isComposing) post();
    else return;
    e.preventDefault();
    e.stopPropagation();
  });

  const bolt = h("button", {
    class: "tool", type: "button", "aria-label": "Shortcuts", title: "Shortcuts", "aria-haspopup": "menu",
    onclick: () => popMenu(bolt, shortcuts(false).map((s) => ({
      text: s.name, note: store.state.app.name, run: () => act("shortcut", { callback: s.callback_id }),
    })), "Shortcuts"),
  }, icon("bolt"));
  const node = h("div", { class: "composer" }, offers, box,
    h("div", { class: "composer-tools" }, !thread && shortcuts(false).length > 0 && bolt,
      h("span", { class: "composer-hint" }, thread ? "" : "Type / for commands"), send));
  requestAnimationFrame(grow);
  return { node, box, set: (text) => { set(text); offer(); box.focus(); box.setSelectionRange(text.length, text.length); } };
}

// matching lists the commands, or the lines of one command, that begin as typed.
function matching(text) {
  if (!text.startsWith("/") || text.includes("\n")) return [];
  const typed = text.toLowerCase(), all = commands();
  const name = typed.split(" ")[0];
  if (!typed.includes(" ")) {
    return all.filter((c) => c.name.startsWith(typed)).map((c) => ({ line: c.name, usage: c.usage, note: c.description, open: true }));
  }
  const command = all.find((c) => c.name === name);
  return (command?.words || []).filter((w) => w.toLowerCase().startsWith(typed.trimEnd()) && w.length > typed.trimEnd().length)
    .map((w) => ({ line: w, note: "" }));
}
