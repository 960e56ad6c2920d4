// Building blocks of the page. Everything is made as DOM nodes: text from the bot or
// from people never becomes markup.

export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "class") node.className = value;
    else if (key === "value" || key === "checked" || key === "selected") node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  add(node, children);
  return node;
}

export function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    node.append(child);
  }
  return node;
}

// show replaces all that is in a node.
export function show(node, ...children) {
  node.replaceChildren();
  add(node, children);
}

// changed reports whether what a part of the page shows is different from last time. A
// part that is drawn again for nothing would lose a click that is under way.
const last = new Map();
export function changed(part, ...facts) {
  const now = JSON.stringify(facts);
  if (last.get(part) === now) return false;
  last.set(part, now);
  return true;
}

// reconcile makes parent hold exactly nodes, moving as little as it can, so that focus
// and selection survive an update.
export function reconcile(parent, nodes) {
  const keep = new Set(nodes);
  for (const old of [...parent.childNodes]) if (!keep.has(old)) old.remove();
  nodes.forEach((node, i) => {
    if (parent.childNodes[i] !== node) parent.insertBefore(node, parent.childNodes[i] || null);
  });
}

// keepFocus runs an update and gives the focus back to the element with the same
// data-focus, when the update replaced it.
export function keepFocus(update) {
  const key = document.activeElement?.dataset?.focus;
  update();
  if (key && document.activeElement?.dataset?.focus !== key) {
    document.querySelector(`[data-focus="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }
}

const paths = {
  menu: "M3 5h14M3 10h14M3 15h14",
  close: "M5 5l10 10M15 5L5 15",
  reply: "M4 5h12v8H9l-3.5 3v-3H4z",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  send: "M3.5 4l13 6-13 6 2.5-6z",
  bolt: "M11 2.5L4.5 11.5H9.5L9 17.5L15.5 8.5H10.5z",
  home: "M3.5 9.5L10 4l6.5 5.5V16h-4.5v-4h-4v4H3.5z",
  lock: "M6 9V7a4 4 0 018 0v2M5 9h10v7H5z",
  link: "M8 12l4-4M7 9l-2 2a2.8 2.8 0 004 4l2-2M13 11l2-2a2.8 2.8 0 00-4-4L9 7",
  clock: "M10 3.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM10 6.5V10l2.5 1.5",
  eye: "M2.5 10S5.5 5 10 5s7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5zM10 8a2 2 0 100 4 2 2 0 000-4z",
  down: "M6 8l4 4 4-4",
  check: "M4.5 10.5l3.5 3.5 7.5-8",
  guide: "M5 4h10v12H5zM7.5 7.5h5M7.5 10h5M7.5 12.5h3",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon icon-" + name);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

export function toast(text) {
  const node = h("div", { class: "toast" }, text);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), 7000);
}

// avatar shows a person's initials on a color of their own.
export function avatar(user, small) {
  const name = user?.real_name || "?";
  const initials = name.split(/\s+/).map((w) => w[0]).slice(0, 2).join("").toUpperCase();
  const kind = user?.is_bot ? "bot" : "c" + (user?.color || 0);
  return h("span", { class: `avatar ${kind}${small ? " small" : ""}`, "aria-hidden": "true" }, initials);
}

// place puts a floating list beside its anchor, on the screen.
export function place(box, anchor, width) {
  const r = anchor.getBoundingClientRect();
  box.style.minWidth = (width || r.width) + "px";
  const below = window.innerHeight - r.bottom, height = Math.min(box.scrollHeight, 280);
  const top = below > height + 12 || below > r.top ? r.bottom + 4 : Math.max(8, r.top - height - 4);
  box.style.top = top + "px";
  box.style.left = Math.max(8, Math.min(r.left, window.innerWidth - box.offsetWidth - 8)) + "px";
}

// popMenu opens a menu of {text, note, run} beside its button.
export function popMenu(anchor, items, label) {
  const layer = anchor.closest("dialog") || document.body;
  layer.querySelector(".pop")?.remove();
  const list = h("div", { class: "pop", role: "menu", "aria-label": label });
  const done = () => {
    list.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
  };
  const outside = (e) => { if (!list.contains(e.target)) done(); };
  for (const item of items) {
    list.append(h("button", {
      class: "pop-item", role: "menuitem", type: "button",
      onclick: () => { done(); anchor.focus(); item.run(); },
    }, h("span", {}, item.text), item.note && h("small", {}, item.note)));
  }
  list.addEventListener("keydown", (e) => {
    const all = [...list.children], at = all.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step) all[(at + step + all.length) % all.length].focus();
    else if (e.key === "Escape") { done(); anchor.focus(); }
    else if (e.key === "Tab") done();
    else return;
    if (e.key !== "Tab") e.preventDefault();
    e.stopPropagation();
  });
  layer.append(list);
  anchor.setAttribute("aria-expanded", "true");
  place(list, anchor, 220);
  list.firstChild?.focus();
  document.addEventListener("pointerdown", outside, true);
}

// ask shows a confirmation dialog and answers whether the person agreed.
export function ask({ title, text, yes, no, danger }) {
  return new Promise((resolve) => {
    const box = h("dialog", { class: "ask", "aria-label": title.textContent || title });
    const end = (answer) => { box.close(); box.remove(); resolve(answer); };
    box.addEventListener("cancel", (e) => { e.preventDefault(); end(false); });
    box.append(h("h2", {}, title), h("div", { class: "ask-text" }, text), h("div", { class: "row-end" },
      h("button", { class: "btn", type: "button", onclick: () => end(false) }, no || "Cancel"),
      h("button", { class: "btn " + (danger ? "danger" : "primary"), type: "button", autofocus: true, onclick: () => end(true) }, yes || "Yes")));
    document.body.append(box);
    box.showModal();
  });
}
