// The list of channels, direct messages and the app.
import { h, icon, avatar, changed, keepFocus } from "./dom.js";
import { store, go, direct, user } from "./store.js";

export function drawSidebar(side) {
  if (!changed("side", store.as, store.room, store.state.rooms.map((r) => [r.id, r.name, r.unread, r.private, r.ext_shared]))) return;
  const rooms = store.state.rooms.filter((r) => !r.im).sort((a, b) => a.name.localeCompare(b.name));
  const dm = direct();
  const place = side.querySelector(".side-list")?.scrollTop || 0;
  keepFocus(() => side.replaceChildren(
    h("div", { class: "side-head" }, h("strong", {}, store.state.team), h("span", { class: "muted-on-dark" }, "Playground workspace")),
    h("div", { class: "side-list" },
      h("h2", {}, "Channels"),
      h("ul", {}, rooms.map((r) => item(r.id, r.private ? icon("lock") : h("span", { class: "hash" }, "#"), r.name, r.unread, r.ext_shared && "shared"))),
      h("h2", {}, "Direct messages"),
      h("ul", {}, item(dm.id, avatar(user(store.state.app.user_id), true), store.state.app.name, dm.unread)),
      h("h2", {}, "Apps"),
      h("ul", {}, item("home", icon("home"), store.state.app.name + " home", 0)))));
  side.querySelector(".side-list").scrollTop = place;
}

function item(id, mark, name, unread, note) {
  const here = store.room === id;
  return h("li", {}, h("button", {
    type: "button", class: ["side-item", here && "here", unread && "unread"].filter(Boolean).join(" "), "data-focus": "room/" + id,
    "data-room": id, "aria-current": here ? "page" : null, "aria-label": name + (unread ? `, ${unread} unread` : ""),
    onclick: () => { document.body.classList.remove("drawer"); go({ room: id }); },
  }, h("span", { class: "side-mark" }, mark), h("span", { class: "side-name" }, name),
  note && h("span", { class: "side-note" }, note), unread > 0 && h("span", { class: "side-count" }, String(unread))));
}

// arrowKeys moves between the items of the list.
export function arrowKeys(side) {
  side.addEventListener("keydown", (e) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    const all = [...side.querySelectorAll(".side-item")], at = all.indexOf(document.activeElement);
    if (!step || at < 0) return;
    e.preventDefault();
    all[(at + step + all.length) % all.length].focus();
  });
}
