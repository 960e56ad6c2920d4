// A text box with a list of options under it: type to narrow, arrows to move, Enter to
// take (the ARIA combobox pattern). With many, what is taken becomes a chip.
import { h, place } from "./dom.js";
import { withEmoji } from "./mrkdwn.js";

let count = 0;

export function combo({ placeholder, many, max, chosen, options, min, autofocus }) {
  const id = "combo" + ++count;
  const box = h("input", {
    class: "combo-box", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", autofocus,
    "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list", placeholder: placeholder || (min ? "Type to search" : "Choose"),
  });
  const list = h("ul", { class: "pop list", role: "listbox", id });
  const clear = h("button", { class: "combo-clear", type: "button", "aria-label": "Clear", tabindex: "-1" }, "×");
  const node = h("div", { class: "combo input" + (many ? " many" : "") }, box, clear);
  let shown = [], at = -1, asked = 0, timer = 0;
  let caughtUp = true, entered = false; // the list is that of the text; Enter was pressed before it was
  const label = (o) => withEmoji(o.text.text);

  function draw() {
    node.querySelectorAll(".chip").forEach((c) => c.remove());
    if (many) {
      chosen.forEach((o) => node.insertBefore(h("span", { class: "chip" }, label(o),
        h("button", { type: "button", "aria-label": "Remove " + label(o), onclick: () => take(o) }, "×")), box));
    } else {
      box.value = chosen[0] ? label(chosen[0]) : "";
    }
    clear.hidden = many || !chosen.length;
  }

  function take(option) {
    const had = chosen.findIndex((o) => o.value === option.value);
    if (many && had >= 0) chosen.splice(had, 1);
    else if (many && max && chosen.length >= max) return;
    else if (many) chosen.push(option);
    else chosen = [option];
    box.value = "";
    draw();
    close();
    box.focus();
    node.dispatchEvent(new Event("change"));
  }

  function close() {
    clearTimeout(timer);
    asked++;
    caughtUp = true;
    entered = false;
    list.remove();
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  async function open() {
    const text = !many && chosen[0] && box.value === label(chosen[0]) ? "" : box.value;
    const mine = ++asked;
    if (text.length < min) {
      shown = [];
      return drawList(`Type ${min === 1 ? "a character" : min + " characters"} or more`);
    }
    const found = await options(text);
    if (mine !== asked || document.activeElement !== box) return;
    shown = found.slice(0, 100);
    drawList(shown.length ? "" : "No results");
  }

  function drawList(note) {
    list.replaceChildren(...shown.map((o, i) => {
      const on = chosen.some((c) => c.value === o.value);
      return h("li", {
        class: "pop-item", role: "option", id: `${id}-${i}`, "aria-selected": String(on),
        onpointerdown: (e) => { e.preventDefault(); take(o); },
      }, h("span", {}, label(o)), o.description && h("small", {}, o.description.text));
    }));
    if (note) list.append(h("li", { class: "pop-note", role: "presentation" }, note));
    (box.closest("dialog") || document.body).append(list);
    place(list, node);
    box.setAttribute("aria-expanded", "true");
    mark(shown.length ? 0 : -1);
    caughtUp = true;
    if (entered && at >= 0) take(shown[at]);
    entered = false;
  }

  function mark(i) {
    at = i;
    [...list.children].forEach((li, j) => li.classList.toggle("at", j === i));
    if (i < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", `${id}-${i}`);
    list.children[i].scrollIntoView({ block: "nearest" });
  }

  // Text that was typed and not taken is no change.
  box.addEventListener("change", (e) => e.stopPropagation());
  box.addEventListener("focus", () => { if (!many && chosen.length) box.select(); });
  box.addEventListener("click", open);
  box.addEventListener("input", () => {
    clearTimeout(timer);
    caughtUp = false;
    timer = setTimeout(open, min ? 180 : 0);
  });
  box.addEventListener("blur", () => { close(); draw(); });
  box.addEventListener("keydown", (e) => {
    const isOpen = list.isConnected, step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step && !isOpen) open();
    else if (step && shown.length) mark((at + step + shown.length) % shown.length);
    else if (e.key === "Enter" && !caughtUp) entered = true;
    else if (e.key === "Enter" && isOpen && at >= 0) take(shown[at]);
    else if (e.key === "Escape" && isOpen) close();
    else if (e.key === "Backspace" && many && !box.value && chosen.length) return take(chosen.at(-1));
    else return;
    e.preventDefault();
    e.stopPropagation();
  });
  clear.addEventListener("pointerdown", (e) => {
    e.preventDefault();
    chosen = [];
    draw();
    node.dispatchEvent(new Event("change"));
    box.focus();
  });
  draw();
  return { node, box, chosen: () => chosen };
}
